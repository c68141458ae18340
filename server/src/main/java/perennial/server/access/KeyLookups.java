package perennial.server.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import perennial.registry.Accounts;
import perennial.registry.ApiKey;
import perennial.registry.RegistryUnavailable;

/**
 * Asks the database for keys that are not remembered, for all that wait at once: a flood of guesses
 * costs one query every {@link #PAUSE}, and a good key among them is answered in its turn, after
 * those few that came before it. A query that hangs holds up those that it asks for and no others.
 */
final class KeyLookups {
  /** The least time between two queries. */
  static final Duration PAUSE = Duration.ofMillis(20);

  /** The most keys of one query. */
  static final int MOST_ASKED = 1_000;

  /** The most keys that wait; more are told to come again. Each is a virtual thread. */
  static final int MOST_WAITING = 5_000;

  /** After this time another query goes beside one that is not answered. */
  static final Duration SLOW = Duration.ofSeconds(1);

  /** The most queries at once, of which all but one do not come back. */
  static final int MOST_QUERIES = 4;

  private final Accounts accounts;

  @GuardedBy("this")
  private final Map<String, Lookup> waiting = new LinkedHashMap<>();

  @GuardedBy("this")
  private int workers;

  @GuardedBy("this")
  private long askedAt; // the last query's beginning

  /** Several calls may wait for one. */
  private static final class Lookup extends CompletableFuture<Optional<ApiKey>> {}

  KeyLookups(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Begins to look for the key, which is found if it is live.
   *
   * @param known whether it was live before: it waits however many guesses wait
   * @throws TooManyUnknownKeys when too many wait
   */
  synchronized CompletableFuture<Optional<ApiKey>> begin(String key, boolean known) {
    @Nullable Lookup begun = waiting.get(key);
    if (begun != null) {
      return begun;
    }
    if (!known && waiting.size() >= MOST_WAITING) {
      throw new TooManyUnknownKeys();
    }
    Lookup mine = new Lookup();
    waiting.put(key, mine);
    startWorker();
    return mine;
  }

  /** Sees to it that what waits is asked for, when somebody has waited for {@link #SLOW}. */
  synchronized void stillWaiting() {
    if (!waiting.isEmpty()) {
      startWorker();
    }
  }

  @GuardedBy("this")
  private void startWorker() {
    long now = System.nanoTime();
    if (workers == 0 || (workers < MOST_QUERIES && now - askedAt > SLOW.toNanos())) {
      workers++;
      askedAt = now;
      Thread unused = Thread.ofVirtual().name("perennial-keys").start(this::work);
    }
  }

  /** Runs until nobody waits, and for a pause longer: who comes within it begins no other. */
  private void work() {
    for (Map<String, Lookup> next = next(); !next.isEmpty(); next = next()) {
      answer(next);
      pause();
    }
  }

  private synchronized Map<String, Lookup> next() {
    Map<String, Lookup> next = HashMap.newHashMap(Math.min(MOST_ASKED, waiting.size()));
    Iterator<Map.Entry<String, Lookup>> oldest = waiting.entrySet().iterator();
    while (oldest.hasNext() && next.size() < MOST_ASKED) {
      Map.Entry<String, Lookup> entry = oldest.next();
      next.put(entry.getKey(), entry.getValue());
      oldest.remove();
    }
    if (next.isEmpty()) {
      workers--;
    } else {
      askedAt = System.nanoTime();
    }
    return next;
  }

  private void answer(Map<String, Lookup> asked) {
    try {
      Map<String, ApiKey> live = accounts.live(asked.keySet());
      asked.forEach((key, lookup) -> lookup.complete(Optional.ofNullable(live.get(key))));
    } catch (Throwable e) { // whoever waits must not wait for ever
      if (e instanceof RegistryUnavailable) {
        allFail(e); // one outage is not waited for again and again
      }
      // Last: who is told here and asks again is asked for anew, not told the same.
      asked.values().forEach(lookup -> lookup.completeExceptionally(e));
    }
  }

  private synchronized void allFail(Throwable cause) {
    waiting.values().forEach(lookup -> lookup.completeExceptionally(cause));
    waiting.clear();
  }

  private static void pause() {
    long until = System.nanoTime() + PAUSE.toNanos();
    for (long left = PAUSE.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
