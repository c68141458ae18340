package perennial.server.customers;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerListener;
import perennial.server.serving.Counts;

/** This package, wired: the states of customers, and the thread that follows their changes. */
public final class Customers implements AutoCloseable {
  /**
   * @param bytes estimated memory for states
   * @param expireAfter the oldest state that answers without being read again
   * @param trust how long a state answers while changes are not heard
   * @param redisUrl of the shared cache; empty for none
   * @param redisExpireAfter how long a state stays in it
   */
  public record Settings(
      long bytes,
      Duration expireAfter,
      Duration trust,
      String redisUrl,
      Duration redisExpireAfter) {
    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
      return "%d bytes, %s, %s".formatted(bytes, expireAfter, trust);
    }
  }

  private final RememberedStates states;
  private final CustomerFollower follower;
  private final Optional<RedisLink> redis;
  private final Optional<SharedStates> shared;

  private Customers(
      RememberedStates states,
      CustomerFollower follower,
      Optional<RedisLink> redis,
      Optional<SharedStates> shared) {
    this.states = states;
    this.follower = follower;
    this.redis = redis;
    this.shared = shared;
  }

  /**
   * @param listen opens a listener; called in the follower's thread, again after failures
   * @param identity of the database, which the shared cache keeps apart from others
   */
  public static Customers open(
      CustomerLedger ledger,
      Supplier<CustomerListener> listen,
      Settings settings,
      String identity) {
    Ticker ticker = Ticker.systemTicker();
    Freshness freshness = new Freshness(settings.expireAfter(), settings.trust(), ticker);
    @Nullable RedisLink link =
        settings.redisUrl().isEmpty() ? null : new RedisLink(settings.redisUrl());
    StateSource source = StateSource.of(ledger);
    @Nullable SharedStates shared =
        link == null
            ? null
            : new SharedStates(
                link,
                source,
                freshness,
                new SharedStates.Keys(identity, settings.redisExpireAfter()),
                ticker);
    RememberedStates states =
        new RememberedStates(settings.bytes(), shared == null ? source : shared, freshness, ticker);
    if (link != null && shared != null) {
      link.listen(key -> states.dropped(shared.customerOf(key)), states::allDropped);
    }
    return new Customers(
        states,
        new CustomerFollower(listen, ledger, states, freshness, settings.trust()),
        Optional.ofNullable(link),
        Optional.ofNullable(shared));
  }

  public CustomerStates states() {
    return states;
  }

  /** Shows how the caches did, by name, help and value; the shared one's where there is one. */
  public void showCounts(Counts counts) {
    show(counts, "perennial_customer_cache", "in memory", states.counts());
    shared.ifPresent(
        s -> show(counts, "perennial_customer_shared", "in the shared cache", s.counts()));
  }

  private static void show(Counts counts, String name, String where, CacheCounts cache) {
    counts.show(
        name + "_hits_total", "Customers whose state was %s.".formatted(where), cache::hits);
    counts.show(
        name + "_misses_total",
        "Customers whose state was not %s.".formatted(where),
        cache::misses);
  }

  /** Begins to follow changes, and to use the shared cache. Returns at once. */
  public void start() {
    redis.ifPresent(RedisLink::start);
    follower.start();
  }

  @Override
  public void close() {
    follower.close();
    redis.ifPresent(RedisLink::close);
  }
}
