package perennial.server.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import perennial.server.serving.ServedVersion;
import perennial.server.serving.Source;

/**
 * How long predictions took, by what was asked and what answered. Of each model the versions that
 * were last new are kept, so that a process which sees many grows no further; one that answers
 * again after that begins at 0, as after a restart.
 */
public final class PredictionSeries {
  private static final String NAME = "perennial_prediction_seconds";

  /** More than ever answer at once: champion and challenger, before a swap and after it. */
  static final int MOST_VERSIONS = 8;

  private record Key(String method, String model, long version, Source source) {}

  private final Map<Key, Histogram> series = new ConcurrentHashMap<>();

  @GuardedBy("this")
  private final Map<String, Set<Long>> versions = new HashMap<>(); // the oldest first

  PredictionSeries() {}

  /** A prediction, or a batch of them, was answered. */
  public void answered(String method, ServedVersion version, Source source, long nanos) {
    Key key = new Key(method, version.model(), version.number(), source);
    @Nullable Histogram histogram = series.get(key);
    if (histogram == null) {
      histogram = begun(key);
    }
    histogram.add(nanos);
  }

  private synchronized Histogram begun(Key key) {
    Set<Long> known = versions.computeIfAbsent(key.model(), model -> new LinkedHashSet<>());
    known.add(key.version());
    if (known.size() > MOST_VERSIONS) {
      long oldest = known.iterator().next();
      known.remove(oldest);
      series.keySet().removeIf(old -> old.model().equals(key.model()) && old.version() == oldest);
    }
    return series.computeIfAbsent(key, k -> new Histogram(Histogram.CALL_NANOS));
  }

  void write(MetricsText text) {
    text.family(NAME, "histogram", "Time of predictions by method, model, version and source.");
    series.forEach((key, histogram) -> histogram.write(text, NAME, labels(key)));
  }

  private static String labels(Key key) {
    return String.join(
        ",",
        MetricsText.label("method", key.method()),
        MetricsText.label("model", key.model()),
        MetricsText.label("version", Long.toString(key.version())),
        MetricsText.label("source", key.source().name()));
  }
}
