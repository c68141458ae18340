package perennial.server.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.Traits;
import perennial.model.ValueTerms;

/**
 * Recent predictions, bounded by their estimated memory. The key is the whole input and the loaded
 * version, so nothing of another version and nothing of another customer can ever be answered.
 */
public final class PredictionCache {
  // Measured object sizes with compressed references: key, prediction, lists and Caffeine's node.
  private static final int ENTRY_BYTES = 264;
  private static final int HORIZON_BYTES = 44;
  private static final int INTERVAL_BYTES = 136; // of two intervals and what holds them
  private static final int COVARIATE_BYTES = 112; // a map's entry, the name and the value

  private final @Nullable Cache<Key, Prediction> cache;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /**
   * @param bytes estimated memory of all entries; 0 for no cache
   * @param expireAfter how long a prediction is remembered
   */
  public PredictionCache(long bytes, Duration expireAfter, Ticker ticker) {
    this.cache =
        bytes == 0
            ? null
            : Caffeine.newBuilder()
                .maximumWeight(bytes)
                .expireAfterWrite(expireAfter)
                .ticker(ticker)
                .weigher((Key key, Prediction p) ->
                    ENTRY_BYTES
                        + HORIZON_BYTES * key.horizons().count()
                        + intervalBytes(key)
                        + bytes(key.history().traits()))
                .build();
  }

  /**
   * The version's prediction, computed or remembered.
   *
   * @param level mass of the intervals; 0 for none
   */
  public Prediction predict(
      ServedVersion version,
      CustomerHistory history,
      Horizons horizons,
      double level,
      ValueTerms terms) {
    if (cache == null) {
      return version.predict(history, horizons, level, terms);
    }
    Key key = new Key(version.generation(), history, horizons, level, terms);
    @Nullable Prediction known = cache.getIfPresent(key);
    if (known != null) {
      hits.increment();
      return known;
    }
    misses.increment();
    Prediction computed = version.predict(history, horizons, level, terms);
    cache.put(key, computed);
    return computed;
  }

  long hits() {
    return hits.sum();
  }

  long misses() {
    return misses.sum();
  }

  private static int intervalBytes(Key key) {
    return key.level() == 0 ? 0 : INTERVAL_BYTES * (1 + 2 * key.horizons().count());
  }

  private static int bytes(Traits traits) {
    int bytes = 2 * traits.group().length();
    for (String name : traits.covariates().keySet()) {
      bytes += COVARIATE_BYTES + 2 * name.length();
    }
    return bytes;
  }

  private record Key(
      long generation,
      CustomerHistory history,
      Horizons horizons,
      double level,
      ValueTerms terms) {}
}
