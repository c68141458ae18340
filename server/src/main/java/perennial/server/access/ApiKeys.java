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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Accounts;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;
import perennial.registry.RegistryUnavailable;

/**
 * The keys of callers. A verdict of the database is remembered for {@link #REMEMBERED}, after which
 * a revoked key has stopped working. While the database is away a key that was good goes on for
 * {@link #WITHOUT_DATABASE}: an outage must not lock out who was let in.
 *
 * <p>Keys are 256 random bits, known here by their SHA-256 only; looking for a hash tells nothing
 * of the key by the time that it takes.
 */
public final class ApiKeys {
  /** How long a verdict holds. */
  public static final Duration REMEMBERED = Duration.ofSeconds(30);

  /** How long a key that was good works without the database. */
  public static final Duration WITHOUT_DATABASE = Duration.ofHours(24);

  // A call that began just before a verdict became old is still judged by it.
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
  private static final int MOST_REMEMBERED = 10_000;
  private static final int LONGEST_KEY = 200;
  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

  private final Accounts accounts;
  private final boolean required;
  private final LongSupplier nanos;
  private final Cache<Hash, Verdict> verdicts =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

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
   * @param key empty for one that is not live
   * @param verifiedAt when the database said so
   * @param until it is not asked again before
   */
  private record Verdict(Optional<ApiKey> key, long verifiedAt, long until) {}

  /**
   * @param required whether calls need keys that do not always need them
   * @param nanos a clock as {@link System#nanoTime}
   */
  public ApiKeys(Accounts accounts, boolean required, LongSupplier nanos) {
    this.accounts = accounts;
    this.required = required;
    this.nanos = nanos;
  }

  /** Whether calls need keys. */
  public boolean required() {
    return required;
  }

  /** Whether {@link #check} of this key touches memory only. */
  public boolean remembers(String key) {
    @Nullable Verdict verdict = key.isEmpty() ? null : verdicts.getIfPresent(hash(key));
    return key.isEmpty() || (verdict != null && verdict.until() - nanos.getAsLong() > 0);
  }

  /**
   * The key, which allows one of the scopes. May ask the database.
   *
   * @param key empty for none
   * @throws NoKey when there is none, or it is not live
   * @throws KeyLacksScope when it allows none of the scopes
   * @throws RegistryUnavailable when it was never verified here and the database is away
   */
  public ApiKey check(String key, Set<KeyScope> scopes) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new NoKey();
    }
    ApiKey known = verdict(hash(key), key).key().orElseThrow(NoKey::new);
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
    Verdict asked = ask(key, now, remembered);
    verdicts.put(hash, asked);
    return asked;
  }

  private Verdict ask(String key, long now, @Nullable Verdict before) {
    try {
      return new Verdict(accounts.key(key), now, now + REMEMBERED.minus(SLACK).toNanos());
    } catch (RegistryUnavailable e) {
      if (before == null
          || before.key().isEmpty()
          || now - before.verifiedAt() > WITHOUT_DATABASE.toNanos()) {
        throw e;
      }
      log.warn("key '{}' goes on unverified: {}", before.key().get().name(), e.getMessage());
      return new Verdict(before.key(), before.verifiedAt(), now + BETWEEN_TRIES.toNanos());
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
