package perennial.server.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static perennial.server.TestServer.eventually;

import com.github.benmanes.caffeine.cache.Ticker;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;
import perennial.server.TestServer;
import perennial.server.customers.CustomerStates.Known;

/** Two servers' states with one Redis between them. */
class SharedStatesTest {
  private static final String KEY = "perennial:db:customer:ann";

  private final FakeLedger ledger = new FakeLedger();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final RedisClient client = RedisClient.create();
  private TestRedis redis;
  private Server one;
  private Server two;

  /** What one server knows, without a listener: the test says what it hears. */
  private final class Server {
    final RedisLink link;
    final Freshness freshness =
        new Freshness(Duration.ofHours(1), Duration.ofHours(1), Ticker.systemTicker());
    final RememberedStates states;

    Server(int port, Duration patience) {
      link = new RedisLink("redis://127.0.0.1:" + port, patience);
      SharedStates shared =
          new SharedStates(
              link,
              StateSource.of(ledger),
              freshness,
              new SharedStates.Keys("db", Duration.ofMinutes(5)),
              Ticker.systemTicker());
      states = new RememberedStates(1 << 20, shared, freshness, Ticker.systemTicker());
      link.listen(key -> states.dropped(shared.customerOf(key)), states::allDropped);
      freshness.heard();
      link.start();
      eventually("connected", link::connected);
      open.add(link);
    }

    long revision() {
      return states.load("ann").state().map(CustomerState::revision).orElse(0L);
    }
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    Assumptions.assumeTrue(TestRedis.isPresent(), TestRedis.ABSENT);
    redis = new TestRedis(folder);
    open.add(redis);
    one = new Server(redis.port(), TestServer.PATIENCE); // however busy the machine is
    two = new Server(redis.port(), TestServer.PATIENCE);
    ledger.put(FakeLedger.state("ann", 1, 1));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }

  private String stored() {
    try (StatefulRedisConnection<String, String> direct =
        client.connect(RedisURI.create("127.0.0.1", redis.port()))) {
      String value = direct.sync().get(KEY);
      return value == null ? "" : value.substring(0, 17);
    }
  }

  private static String entry(int revision, char kind) {
    return "%016x".formatted(revision) + kind;
  }

  private void becomes(int revision) {
    ledger.put(FakeLedger.state("ann", revision, 2));
  }

  @Test
  void load_atOneServer_sparesTheOtherTheLedger() {
    assertEquals(1, one.revision());
    eventually("it is shared", () -> stored().equals(entry(1, 'S')));
    assertEquals(1, two.revision());
    assertEquals(1, ledger.queries.get());
  }

  @Test
  void load_unknownCustomer_isSharedUntilThereIsAState() {
    one.states.load("bob");
    two.states.load("bob");
    ledger.put(FakeLedger.state("bob", 5, 1));
    one.states.changed("bob", 5);
    eventually("the other forgets", () -> two.states.remembered("bob") == null);
    assertTrue(two.states.load("bob").state().isPresent());
  }

  @Test
  void changed_atOneServer_isReadAnewAtTheOther() {
    assertEquals(1, one.revision());
    eventually("it is shared", () -> stored().equals(entry(1, 'S')));
    assertEquals(1, two.revision());
    becomes(2);
    one.states.changed("ann", 2);
    eventually("the other forgets", () -> two.states.remembered("ann") == null);
    assertEquals(2, two.revision());
    assertEquals(2, one.revision());
  }

  @Test
  void heard_withoutARevision_readsTheLedgerAndDeletesTheOldEntry() {
    assertEquals(1, one.revision());
    eventually("it is shared", () -> stored().equals(entry(1, 'S')));
    becomes(2);
    two.states.changed(List.of("ann"));
    assertEquals(2, two.revision());
    eventually("the new one is shared", () -> stored().equals(entry(2, 'S')));
    eventually("the other forgets", () -> one.revision() == 2);
  }

  @Test
  void put_ofAStateReadBeforeAChange_isRefused() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ledger.afterReading =
        () -> {
          read.countDown();
          awaitQuietly(go);
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(one::revision); // has read revision 1, and waits
      assertTrue(read.await(60, TimeUnit.SECONDS));
      ledger.afterReading = () -> {};
      becomes(2);
      two.states.changed("ann", 2); // at the other server: this one hears nothing of it
      eventually("the change is known", () -> stored().equals(entry(2, 'T')));
      go.countDown();
      assertEquals(1, slow.get(60, TimeUnit.SECONDS));
      assertEquals(2, two.revision());
      eventually("the new one is shared", () -> stored().equals(entry(2, 'S')));
    }
  }

  @Test
  void changed_duringAReadOfWhatWasHeardToChange_countsToo() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ledger.afterReading =
        () -> {
          read.countDown();
          awaitQuietly(go);
        };
    two.states.changed(List.of("ann"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(two::revision);
      assertTrue(read.await(60, TimeUnit.SECONDS));
      ledger.afterReading = () -> {};
      becomes(2);
      two.states.changed("ann", 2);
      eventually("the change is known", () -> stored().equals(entry(2, 'T')));
      redis.kill(); // and with it the tombstone
      eventually("it is given up", () -> !one.link.connected() && !two.link.connected());
      redis.restart();
      eventually("both are back", () -> one.link.connected() && two.link.connected());
      go.countDown();
      assertEquals(1, slow.get(60, TimeUnit.SECONDS));
      one.link.put(KEY, StateCodec.encode(new Known(old())), 60_000);
      eventually("the old one is back", () -> stored().equals(entry(1, 'S')));
      assertEquals(2, two.revision());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      boolean unused = latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void oldEntry_thatATombstoneDidNotReach_isNotTrustedByWhoHeardOfTheChange() {
    assertEquals(1, one.revision());
    eventually("it is shared", () -> stored().equals(entry(1, 'S')));
    try (StatefulRedisConnection<String, String> direct =
        client.connect(RedisURI.create("127.0.0.1", redis.port()))) {
      becomes(2);
      two.states.changed("ann", 2);
      eventually("the change is known", () -> stored().equals(entry(2, 'T')));
      direct.sync().del(KEY); // lost
      one.link.put(KEY, StateCodec.encode(new Known(old())), 60_000);
      eventually("the old one is back", () -> stored().equals(entry(1, 'S')));
      assertEquals(2, two.revision());
    }
  }

  private static Optional<CustomerState> old() {
    return Optional.of(FakeLedger.state("ann", 1, 1));
  }

  @Test
  void killedRedis_underReads_neverFailsAndNeverIsWrong() {
    assertEquals(1, one.revision());
    redis.kill();
    for (int revision = 2; revision < 200; revision++) {
      becomes(revision);
      one.states.changed("ann", revision);
      assertEquals(revision, one.revision());
    }
    eventually("it is given up", () -> !one.link.connected() && !two.link.connected());
    two.states.changed(List.of("ann"));
    assertEquals(199, two.revision());
    redis.restart();
    eventually("both are back", () -> one.link.connected() && two.link.connected());
    becomes(200);
    one.states.changed("ann", 200);
    assertEquals(200, one.revision());
    eventually("the new one is shared", () -> stored().equals(entry(200, 'S')));
    two.states.changed(List.of("ann"));
    assertEquals(200, two.revision());
  }

  @Test
  void silentRedis_isWaitedForShortlyAndThenNotAtAll() {
    try (Wire wire = new Wire(redis.port())) {
      Server far = new Server(wire.port(), RedisLink.PATIENCE);
      assertEquals(1, far.revision());
      eventually("it is shared", () -> stored().equals(entry(1, 'S')));
      wire.cut();
      becomes(2);
      two.states.changed("ann", 2);
      assertEquals(2, two.revision());
      far.states.changed(List.of("ann")); // heard from the database
      assertEquals(2, far.revision());
      eventually(
          "it is given up",
          () -> {
            far.states.dropped("ann");
            assertEquals(2, far.revision());
            return !far.link.connected();
          });
      wire.mend();
      eventually("it is back", far.link::connected);
      assertNull(far.states.remembered("ann"), "what was not heard meanwhile is forgotten");
      assertEquals(2, far.revision());
    }
  }

  @Test
  void codec_everyState_comesBackEqual() {
    for (CustomerState state :
        List.of(
            FakeLedger.state("ann", 7, 0),
            FakeLedger.state(
                "\u00e4nn",
                Long.MAX_VALUE,
                9,
                LocalDate.of(2026, 6, 1),
                new Attributes("email", "phone", "DE", "books")))) {
      Known known = new Known(Optional.of(state));
      byte[] bytes = StateCodec.encode(known);
      assertEquals(known, StateCodec.decode(state.customerId(), bytes).known().orElseThrow());
      assertTrue(StateCodec.decode("eve", bytes).known().isEmpty());
      for (int length = 0; length < bytes.length; length++) {
        byte[] torn = Arrays.copyOf(bytes, length);
        assertTrue(StateCodec.decode(state.customerId(), torn).known().isEmpty());
      }
    }
    assertEquals(
        Known.NOTHING,
        StateCodec.decode("eve", StateCodec.encode(Known.NOTHING)).known().orElseThrow());
    assertTrue(StateCodec.decode("eve", StateCodec.tombstone(3)).known().isEmpty());
  }
}
