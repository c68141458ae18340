package perennial.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;
import perennial.registry.RegistryUnavailable;
import perennial.server.FakeAccounts;
import perennial.server.TestServer;

/** Many keys that are not remembered, at once. */
class KeyLookupsTest {
  private static final String KEY = "prk_new";
  private static final Set<KeyScope> PREDICT = Set.of(KeyScope.PREDICT);

  private final FakeAccounts accounts = new FakeAccounts();
  private final AtomicLong nanos = new AtomicLong(1);
  private final ApiKeys keys = new ApiKeys(accounts, true, nanos::get);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  private List<Future<ApiKey>> guess(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> check("prk_guess-" + i)).toList();
  }

  private Future<ApiKey> check(String key) {
    Callable<ApiKey> call = () -> keys.check(key, PREDICT);
    return callers.submit(call);
  }

  private static Throwable failure(Future<ApiKey> checked) throws Exception {
    ExecutionException error =
        assertThrows(
            ExecutionException.class,
            () -> checked.get(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    Throwable cause = error.getCause();
    return cause == null ? error : cause;
  }

  private static boolean isRefused(Future<ApiKey> checked) {
    try {
      var unused = checked.get(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof NoKey;
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Test
  void check_thousandsAtOnce_areAFewQueries() throws Exception {
    for (Future<ApiKey> guess : guess(0, 4_000)) {
      assertEquals(NoKey.class, failure(guess).getClass());
    }
    assertTrue(accounts.asked.get() < 400, accounts.asked + " queries");
  }

  @Test
  void check_oneKeyByManyAtOnce_isAskedOnce() throws Exception {
    accounts.add(KEY, "new", KeyScope.PREDICT);
    AtomicInteger askedFor = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(1);
    accounts.onAsked =
        asked -> {
          askedFor.addAndGet(asked.size());
          awaited(all);
        };
    List<Future<ApiKey>> checks = IntStream.range(0, 100).mapToObj(i -> check(KEY)).toList();
    TestServer.eventually("the query", () -> accounts.asked.get() == 1);
    all.countDown();
    for (Future<ApiKey> check : checks) {
      assertEquals("new", check.get(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS).name());
    }
    assertTrue(askedFor.get() <= 2, askedFor + " times");
  }

  @Test
  void check_newKeyAmongAFlood_worksTheFirstTime() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger guessed = new AtomicInteger();
    List<Future<?>> flood = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      flood.add(
          callers.submit(() -> {
            while (!over.get()) {
              String guess = "prk_guess-" + guessed.incrementAndGet();
              assertThrows(RuntimeException.class, () -> keys.check(guess, PREDICT));
            }
          }));
    }
    TestServer.eventually("the flood", () -> guessed.get() > 2_000);
    accounts.add(KEY, "new", KeyScope.PREDICT);
    assertEquals("new", check(KEY).get(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS).name());
    over.set(true);
    for (Future<?> caller : flood) {
      var unused = caller.get(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void check_tooManyWait_isToldToComeAgainAndIsNotForgotten() throws Exception {
    accounts.add("prk_known", "known", KeyScope.PREDICT);
    assertEquals("known", keys.check("prk_known", PREDICT).name());
    accounts.add(KEY, "new", KeyScope.PREDICT);
    CountDownLatch slow = new CountDownLatch(1);
    accounts.onAsked = asked -> awaited(slow);
    List<Future<ApiKey>> first = new ArrayList<>();
    for (int i = 1; i <= KeyLookups.MOST_QUERIES; i++) {
      first.addAll(guess(-i, 1 - i));
      int queries = 1 + i;
      TestServer.eventually("another slow query", () -> accounts.asked.get() == queries);
    }
    List<Future<ApiKey>> waiting = guess(1, KeyLookups.MOST_WAITING + 100);
    TestServer.eventually(
        "no more may wait", () -> waiting.stream().filter(Future::isDone).count() == 99);
    TooManyUnknownKeys error =
        assertThrows(TooManyUnknownKeys.class, () -> keys.check(KEY, PREDICT));
    assertEquals(Duration.ofSeconds(1), error.retryAfter());
    nanos.addAndGet(ApiKeys.REMEMBERED.plusSeconds(1).toNanos());
    Future<ApiKey> known = check("prk_known"); // it must be asked for again, and may wait
    slow.countDown();
    assertEquals("known", known.get(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS).name());
    for (Future<ApiKey> guess : first) {
      assertEquals(NoKey.class, failure(guess).getClass());
    }
    int refused = 0;
    for (Future<ApiKey> guess : waiting) {
      refused += failure(guess) instanceof TooManyUnknownKeys ? 1 : 0;
    }
    assertEquals(99, refused);
    assertEquals("new", keys.check(KEY, PREDICT).name());
  }

  @Test
  void check_databaseAway_allThatWaitHearItAtOnce() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    accounts.onAsked = asked -> awaited(slow);
    accounts.away = true;
    List<Future<ApiKey>> first = guess(0, 1);
    TestServer.eventually("the query", () -> accounts.asked.get() == 1);
    List<Future<ApiKey>> others = guess(1, 3_000);
    slow.countDown();
    for (Future<ApiKey> guess : others) {
      assertEquals(RegistryUnavailable.class, failure(guess).getClass());
    }
    assertEquals(RegistryUnavailable.class, failure(first.getFirst()).getClass());
    accounts.away = false;
    accounts.add(KEY, "new", KeyScope.PREDICT);
    assertEquals("new", keys.check(KEY, PREDICT).name());
  }

  @Test
  void check_databaseHangs_aKnownKeyGoesOnAndWhatIsSaidLaterCounts() throws Exception {
    accounts.add(KEY, "new", KeyScope.PREDICT);
    assertEquals("new", keys.check(KEY, PREDICT).name());
    nanos.addAndGet(ApiKeys.REMEMBERED.plusSeconds(1).toNanos());
    CountDownLatch slow = new CountDownLatch(1);
    accounts.onAsked = asked -> awaited(slow);
    assertEquals("new", keys.check(KEY, PREDICT).name()); // nobody has answered
    accounts.remove(KEY);
    slow.countDown();
    TestServer.eventually("it is revoked", () -> isRefused(check(KEY)));
    assertEquals(2, accounts.asked.get());
  }

  @Test
  void check_oneQueryHangs_otherKeysAreAnswered() throws Exception {
    accounts.add(KEY, "new", KeyScope.PREDICT);
    CountDownLatch slow = new CountDownLatch(1);
    accounts.onAsked =
        asked -> {
          if (asked.contains("prk_hanging")) {
            awaited(slow);
          }
        };
    Future<ApiKey> hanging = check("prk_hanging");
    TestServer.eventually("it hangs", () -> accounts.asked.get() == 1);
    assertEquals("new", check(KEY).get(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS).name());
    assertFalse(hanging.isDone());
    slow.countDown();
    assertEquals(NoKey.class, failure(hanging).getClass());
  }

  @Test
  void check_queryBreaks_theErrorIsToldAndTheNextOneWorks() {
    accounts.onAsked =
        asked -> {
          throw new IllegalStateException("broken");
        };
    assertThrows(IllegalStateException.class, () -> keys.check(KEY, PREDICT));
    accounts.onAsked = asked -> {};
    accounts.add(KEY, "new", KeyScope.PREDICT);
    assertEquals("new", keys.check(KEY, PREDICT).name());
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertTrue(latch.await(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
