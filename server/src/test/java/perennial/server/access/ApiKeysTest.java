package perennial.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;
import perennial.registry.RegistryUnavailable;
import perennial.server.FakeAccounts;
import perennial.server.TestServer;

class ApiKeysTest {
  private static final String KEY = "prk_shop";
  private static final Set<KeyScope> PREDICT = Set.of(KeyScope.PREDICT);

  private final AtomicLong nanos = new AtomicLong(1);
  private final FakeAccounts accounts = new FakeAccounts();
  private final ApiKeys keys = new ApiKeys(accounts, true, nanos::get);

  ApiKeysTest() {
    accounts.add(KEY, "shop", KeyScope.PREDICT);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void check_again_asksTheDatabaseOnce() {
    assertFalse(keys.remembers(KEY));
    for (int i = 0; i < 100; i++) {
      assertEquals("shop", keys.check(KEY, PREDICT).name());
    }
    assertTrue(keys.remembers(KEY));
    assertEquals(1, accounts.asked.get());
  }

  @Test
  void check_revoked_stopsWithinTheTimeRemembered() {
    keys.check(KEY, PREDICT);
    accounts.remove(KEY);
    keys.check(KEY, PREDICT);
    pass(ApiKeys.REMEMBERED.plusNanos(1));
    assertThrows(NoKey.class, () -> keys.check(KEY, PREDICT));
  }

  @Test
  void check_databaseAway_keyVerifiedBeforeGoesOnAndOthersDoNot() {
    keys.check(KEY, PREDICT);
    accounts.away = true;
    pass(Duration.ofHours(1));
    assertEquals("shop", keys.check(KEY, PREDICT).name());
    int asked = accounts.asked.get();
    assertEquals("shop", keys.check(KEY, PREDICT).name());
    assertEquals(asked, accounts.asked.get(), "asks again at once");
    assertThrows(RegistryUnavailable.class, () -> keys.check("prk_other", PREDICT));
    pass(ApiKeys.WITHOUT_DATABASE);
    assertThrows(RegistryUnavailable.class, () -> keys.check(KEY, PREDICT));
  }

  @Test
  void check_databaseBack_revocationTakesEffect() {
    keys.check(KEY, PREDICT);
    accounts.away = true;
    pass(Duration.ofHours(1));
    keys.check(KEY, PREDICT);
    accounts.remove(KEY);
    accounts.away = false;
    pass(Duration.ofSeconds(10));
    assertThrows(NoKey.class, () -> keys.check(KEY, PREDICT));
  }

  @Test
  void check_unknownAgainAndAgain_asksTheDatabaseNowAndThenOnly() {
    for (int i = 0; i < 1_000; i++) {
      assertThrows(NoKey.class, () -> keys.check("prk_guessed", PREDICT));
    }
    assertTrue(keys.remembers("prk_guessed"), "no thread need wait for it");
    assertEquals(1, accounts.asked.get());
    pass(ApiKeys.UNKNOWN.plusNanos(1));
    assertFalse(keys.remembers("prk_guessed"));
    assertThrows(NoKey.class, () -> keys.check("prk_guessed", PREDICT));
    assertEquals(2, accounts.asked.get());
  }

  @Test
  void check_issuedAfterItWasUnknown_worksWithinSeconds() {
    assertThrows(NoKey.class, () -> keys.check("prk_new", PREDICT));
    accounts.add("prk_new", "new", KeyScope.PREDICT);
    pass(Duration.ofSeconds(6));
    assertEquals("new", keys.check("prk_new", PREDICT).name());
  }

  @Test
  void check_floodOfUnknownOnes_drivesOutNoGoodOne() throws Exception {
    keys.check(KEY, PREDICT);
    for (int from = 0; from < 50_000; from += 1_000) {
      guess(from, from + 1_000);
    }
    accounts.away = true;
    assertEquals("shop", keys.check(KEY, PREDICT).name());
  }

  /** All at once, as a flood comes. */
  private void guess(int from, int to) throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<NoKey>> guesses = new ArrayList<>();
      for (int i = from; i < to; i++) {
        String guess = "prk_" + i;
        guesses.add(
            callers.submit(() -> assertThrows(NoKey.class, () -> keys.check(guess, PREDICT))));
      }
      for (Future<NoKey> guessed : guesses) {
        assertNotNull(guessed.get());
      }
    }
  }

  @Test
  void check_revokedAndIssuedAgain_isKnownAgain() {
    keys.check(KEY, PREDICT);
    accounts.remove(KEY);
    pass(ApiKeys.REMEMBERED.plusNanos(1));
    assertThrows(NoKey.class, () -> keys.check(KEY, PREDICT));
    accounts.add(KEY, "shop", KeyScope.PREDICT);
    pass(ApiKeys.UNKNOWN.plusNanos(1));
    assertEquals("shop", keys.check(KEY, PREDICT).name());
  }

  @Test
  void check_withoutTheScope_saysWhichIsNeeded() {
    KeyLacksScope error =
        assertThrows(
            KeyLacksScope.class, () -> keys.check(KEY, Set.of(KeyScope.EVENTS, KeyScope.ADMIN)));
    assertEquals(
        "key 'shop' has the scope predict; this call needs events or admin", error.getMessage());
  }

  @Test
  void check_noKeyOrAHugeOne_isRefusedWithoutTheDatabase() {
    assertThrows(NoKey.class, () -> keys.check("", PREDICT));
    assertThrows(NoKey.class, () -> keys.check("x".repeat(100_000), PREDICT));
    assertEquals(0, accounts.asked.get());
  }

  @Test
  void check_databaseAwayAndManyCallsWait_oneLineIsLogged() throws Exception {
    keys.check(KEY, PREDICT);
    CountDownLatch all = new CountDownLatch(50);
    accounts.onAsked = asked -> TestServer.eventually("all wait", () -> all.getCount() == 0);
    accounts.away = true;
    pass(Duration.ofHours(1));
    Logger logger = (Logger) LoggerFactory.getLogger(ApiKeys.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ApiKey>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(
            callers.submit(() -> {
              all.countDown();
              return keys.check(KEY, PREDICT);
            }));
      }
      for (Future<ApiKey> call : calls) {
        assertEquals("shop", call.get().name());
      }
    } finally {
      logger.detachAppender(logged);
    }
    assertEquals(1, logged.list.size());
  }
}
