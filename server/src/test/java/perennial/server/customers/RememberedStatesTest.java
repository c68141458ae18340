package perennial.server.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.CustomerState;
import perennial.server.TestServer;
import perennial.server.customers.CustomerStates.Known;

class RememberedStatesTest {
  private static final Duration EXPIRE = Duration.ofSeconds(3_600);
  private static final Duration TRUST = Duration.ofSeconds(2);

  private final FakeLedger ledger = new FakeLedger();
  private final AtomicLong now = new AtomicLong(1);
  private final Freshness freshness = new Freshness(EXPIRE, TRUST, now::get);
  private final RememberedStates states = states(1 << 20);

  private RememberedStates states(long bytes) {
    return new RememberedStates(bytes, StateSource.of(ledger), freshness, now::get);
  }

  @BeforeEach
  void changesAreHeard() {
    freshness.heard();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static long revision(Known known) {
    return known.state().map(CustomerState::revision).orElse(0L);
  }

  @Test
  void load_twice_asksTheLedgerOnce() {
    ledger.put(FakeLedger.state("ann", 7, 2));
    assertNull(states.remembered("ann"));
    assertEquals(7, revision(states.load("ann")));
    assertEquals(7, revision(states.load("ann")));
    assertNotNull(states.remembered("ann"));
    assertEquals(1, ledger.queries.get());
  }

  @Test
  void load_unknownCustomer_isRememberedToo() {
    assertEquals(Known.NOTHING, states.load("nobody"));
    assertEquals(Known.NOTHING, states.load("nobody"));
    assertEquals(1, ledger.queries.get());
  }

  @Test
  void loadAll_someRemembered_readsTheOthersInOneQuery() {
    ledger.put(FakeLedger.state("ann", 7, 2));
    ledger.put(FakeLedger.state("bob", 8, 2));
    states.load("ann");
    Map<String, Known> all = states.loadAll(List.of("ann", "bob", "eve", "bob"));
    assertEquals(2, ledger.queries.get());
    assertEquals(7, revision(all.getOrDefault("ann", Known.NOTHING)));
    assertEquals(8, revision(all.getOrDefault("bob", Known.NOTHING)));
    assertEquals(Known.NOTHING, all.get("eve"));
    assertEquals(3, all.size());
  }

  @Test
  void changed_toANewerRevision_forgets() {
    ledger.put(FakeLedger.state("ann", 7, 2));
    states.load("ann");
    ledger.put(FakeLedger.state("ann", 8, 3));
    states.changed("ann", 8);
    assertNull(states.remembered("ann"));
    assertEquals(8, revision(states.load("ann")));
  }

  @Test
  void changed_toWhatIsRemembered_keepsIt() {
    ledger.put(FakeLedger.state("ann", 8, 2));
    states.load("ann");
    states.changed("ann", 8);
    assertNotNull(states.remembered("ann"));
  }

  @Test
  void changed_onlyForgets_readsNothing() {
    states.load("ann");
    states.changed("ann", 1);
    states.changed(List.of("ann"));
    states.anyChanged();
    assertEquals(1, ledger.queries.get());
  }

  @Test
  void changed_unknownCustomerAppears_forgetsThatItWasUnknown() {
    states.load("ann");
    ledger.put(FakeLedger.state("ann", 1, 1));
    states.changed("ann", 1);
    assertEquals(1, revision(states.load("ann")));
  }

  @Test
  void changed_duringALoadByRevision_theOldOneIsNotRemembered() throws Exception {
    changedDuringALoad(() -> states.changed("ann", 8));
  }

  @Test
  void changed_duringALoadAsHeard_theOldOneIsNotRemembered() throws Exception {
    changedDuringALoad(() -> states.changed(List.of("ann")));
  }

  @Test
  void anyChanged_duringALoad_theOldOneIsNotRemembered() throws Exception {
    changedDuringALoad(states::anyChanged);
  }

  private void changedDuringALoad(Runnable change) throws Exception {
    ledger.put(FakeLedger.state("ann", 7, 2));
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ledger.afterReading =
        () -> {
          read.countDown();
          await(go);
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Known> slow = threads.submit(() -> states.load("ann"));
      assertTrue(read.await(60, TimeUnit.SECONDS));
      ledger.afterReading = () -> {};
      ledger.put(FakeLedger.state("ann", 8, 3));
      change.run();
      // Who asks after the change does not wait for the old load.
      assertEquals(8, revision(states.load("ann")));
      go.countDown();
      assertEquals(7, revision(slow.get(60, TimeUnit.SECONDS)));
      assertEquals(8, revision(states.load("ann")));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody let go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void load_byManyAtOnce_readsOnce() throws Exception {
    ledger.put(FakeLedger.state("ann", 7, 2));
    CountDownLatch go = new CountDownLatch(1);
    ledger.afterReading = () -> await(go);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Known>> loads =
          IntStream.range(0, 20).mapToObj(i -> threads.submit(() -> states.load("ann"))).toList();
      TestServer.eventually("somebody reads", () -> ledger.queries.get() > 0);
      go.countDown();
      for (Future<Known> load : loads) {
        assertEquals(7, revision(load.get(60, TimeUnit.SECONDS)));
      }
    }
    assertEquals(1, ledger.queries.get());
  }

  @Test
  void remembered_olderThanTheSetting_isReadAnew() {
    states.load("ann");
    pass(EXPIRE.plusSeconds(1));
    freshness.heard();
    assertNull(states.remembered("ann"));
    ledger.put(FakeLedger.state("ann", 9, 1));
    assertEquals(9, revision(states.load("ann")));
    assertEquals(9, revision(states.load("ann")));
    assertEquals(2, ledger.queries.get());
  }

  @Test
  void remembered_nothingHeardForAWhile_isReadAnew() {
    states.load("ann");
    pass(TRUST.plusMillis(1));
    assertNull(states.remembered("ann"));
    states.load("ann");
    assertNotNull(states.remembered("ann"));
  }

  @Test
  void load_databaseAway_answersWhatIsRemembered() {
    ledger.put(FakeLedger.state("ann", 7, 2));
    states.load("ann");
    ledger.away = true;
    pass(EXPIRE.multipliedBy(2));
    assertEquals(7, revision(states.load("ann")));
    assertNotNull(states.remembered("ann"));
    int queries = ledger.queries.get();
    assertEquals(7, revision(states.load("ann")));
    assertEquals(queries, ledger.queries.get(), "once it is known to be away nobody waits for it");
    assertThrows(RegistryUnavailable.class, () -> states.load("bob"));
    ledger.away = false;
    freshness.heard();
    assertNull(states.remembered("ann"), "old, and the database is there again");
  }

  @Test
  void changed_whileAnOldOneIsReadAnew_theOldOneIsNotRemembered() throws Exception {
    ledger.put(FakeLedger.state("ann", 7, 2));
    states.load("ann");
    pass(TRUST.plusMillis(1));
    changedDuringALoad(() -> states.changed("ann", 8));
  }

  @Test
  void load_moreThanTheMemory_forgetsSome() {
    RememberedStates small = states(20_000);
    IntStream.range(0, 1_000).forEach(i -> small.load("c" + i));
    TestServer.eventually(
        "most are forgotten",
        () ->
            IntStream.range(0, 1_000).filter(i -> small.remembered("c" + i) != null).count() < 100);
  }

  @Test
  void load_databaseAway_failsWithoutAWordInTheLog() {
    List<LogRecord> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            logged.add(line);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger library = Logger.getLogger("com.github.benmanes.caffeine");
    library.addHandler(handler);
    try {
      ledger.away = true;
      assertThrows(RegistryUnavailable.class, () -> states.load("ann"));
      assertThrows(RegistryUnavailable.class, () -> states.load("ann"));
    } finally {
      library.removeHandler(handler);
    }
    assertEquals(List.of(), logged.stream().map(LogRecord::getMessage).toList());
    ledger.away = false;
    ledger.put(FakeLedger.state("ann", 7, 2));
    assertEquals(7, revision(states.load("ann")));
  }

  @Test
  void counts_anyReading_areOfMemory() {
    ledger.put(FakeLedger.state("ann", 7, 2));
    states.load("ann");
    states.load("ann");
    states.remembered("ann");
    states.remembered("bob");
    states.loadAll(List.of("ann", "bob", "eve"));
    assertEquals(3, states.counts().hits());
    assertEquals(3, states.counts().misses());
  }
}
