package perennial.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Accounts;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;
import perennial.registry.RegistryUnavailable;

/**
 * The keys of callers. A key that the database knows is remembered for {@link #REMEMBERED}, after
 * which a revoked one has stopped working; one that it does not know is remembered for {@link
 * #UNKNOWN}, after which one that was issued meanwhile works, and apart: however many wrong ones
 * come, they drive out no good one, and {@link KeyLookups} bounds what they cost the database.
 * While it is away a key that was good goes on for {@link #WITHOUT_DATABASE}: an outage must not
 * lock out who was let in.
 *
 * <p>Keys are 256 random bits, known here by their SHA-256 only; looking for a hash tells nothing
 * of the key by the time that it takes.
 */
public final class ApiKeys {
  /** How long a key is taken for live after the database said so. */
  public static final Duration REMEMBERED = Duration.ofSeconds(30);

  /** How long a key is taken for unknown after the database said so. */
  static final Duration UNKNOWN = Duration.ofSeconds(5);

  /** How long a key that was good works without the database. */
  public static final Duration WITHOUT_DATABASE = Duration.ofHours(24);

  // A call that began just before a verdict became old is still judged by it.
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_UNKNOWN = 10_000; // of some 150 bytes each
  private static final int LONGEST_KEY = 200;
  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

  private final KeyLookups lookups;
  private final boolean required;
  private final LongSupplier nanos;
  private final Cache<Hash, Verdict> verdicts =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
  private final Cache<Hash, Long> unknownUntil =
      Caffeine.newBuilder().maximumSize(MOST_UNKNOWN).build();

  /** A key's hash, compared in constant time. */
  private record Hash(byte[] sha256) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Hash that && MessageDigest.isEqual(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sha256);
    }
  }

  /**
   * @param verifiedAt when the database said that the key is live
   * @param until it is not asked again before
   */
  private record Verdict(ApiKey key, long verifiedAt, long until) {}

  /**
   * @param required whether calls need keys that do not always need them
   * @param nanos a clock as {@link System#nanoTime}
   */
  public ApiKeys(Accounts accounts, boolean required, LongSupplier nanos) {
    this.lookups = new KeyLookups(accounts);
    this.required = required;
    this.nanos = nanos;
  }

  /** Whether calls need keys. */
  public boolean required() {
    return required;
  }

  /** Whether {@link #check} of this key touches memory only. */
  public boolean remembers(String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      return true;
    }
    Hash hash = hash(key);
    long now = nanos.getAsLong();
    @Nullable Verdict verdict = verdicts.getIfPresent(hash);
    return verdict != null ? verdict.until() - now > 0 : isUnknown(hash, now);
  }

  private boolean isUnknown(Hash hash, long now) {
    @Nullable Long until = unknownUntil.getIfPresent(hash);
    return until != null && until - now > 0;
  }

  /**
   * The key, which allows one of the scopes. May ask the database.
   *
   * @param key empty for none
   * @throws NoKey when there is none, or it is not live
   * @throws KeyLacksScope when it allows none of the scopes
   * @throws RegistryUnavailable when it was never verified here and the database is away
   * @throws TooManyUnknownKeys when it is not remembered, like too many others that wait
   */
  public ApiKey check(String key, Set<KeyScope> scopes) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new NoKey();
    }
    ApiKey known = verdict(hash(key), key).key();
    for (KeyScope scope : scopes) {
      if (known.scopes().contains(scope)) {
        return known;
      }
    }
    throw new KeyLacksScope(known, scopes);
  }

  private Verdict verdict(Hash hash, String key) {
    long now = nanos.getAsLong();
    @Nullable Verdict remembered = verdicts.getIfPresent(hash);
    if (remembered != null && remembered.until() + SLACK.toNanos() - now > 0) {
      return remembered;
    }
    if (remembered == null && isUnknown(hash, now - SLACK.toNanos())) {
      throw new NoKey();
    }
    return ask(hash, key, now, remembered).orElseThrow(NoKey::new);
  }

  /** Empty for a key that is not live. */
  private Optional<Verdict> ask(Hash hash, String key, long now, @Nullable Verdict before) {
    // What the database says counts when it says so, whoever has waited for it till then.
    CompletableFuture<Optional<Verdict>> told =
        lookups.begin(key, before != null).thenApply(live -> told(hash, live, now));
    if (before == null || now - before.verifiedAt() > WITHOUT_DATABASE.toNanos()) {
      return awaited(told);
    }
    try {
      return awaitedForAWhile(told);
    } catch (RegistryUnavailable | TimeoutException e) {
      Verdict unverified =
          new Verdict(before.key(), before.verifiedAt(), now + BETWEEN_TRIES.toNanos());
      if (verdicts.asMap().replace(hash, before, unverified)) { // one of all calls that waited
        log.warn("key '{}' goes on unverified: {}", before.key().name(), e.toString());
      }
      return Optional.of(unverified);
    }
  }

  private Optional<Verdict> told(Hash hash, Optional<ApiKey> live, long askedAt) {
    if (live.isEmpty()) {
      unknownUntil.put(hash, askedAt + UNKNOWN.minus(SLACK).toNanos());
      verdicts.invalidate(hash); // last: who comes between finds one of the two, and asks nobody
      return Optional.empty();
    }
    Verdict verdict = new Verdict(live.get(), askedAt, askedAt + REMEMBERED.minus(SLACK).toNanos());
    verdicts.put(hash, verdict);
    return Optional.of(verdict);
  }

  private <T> T awaited(CompletableFuture<T> answer) {
    while (true) {
      try {
        return awaitedForAWhile(answer);
      } catch (TimeoutException e) {
        lookups.stillWaiting();
      }
    }
  }

  private static <T> T awaitedForAWhile(CompletableFuture<T> answer) throws TimeoutException {
    try {
      return answer.get(KeyLookups.SLOW.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("checking a key", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a key was checked", e);
    }
  }

  private static Hash hash(String key) {
    try {
      return new Hash(
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
