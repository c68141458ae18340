package perennial.server.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import perennial.server.serving.ServedVersion;
import perennial.server.serving.Source;

/** How long predictions took, by what was asked and what answered. */
public final class PredictionSeries {
  private static final String NAME = "perennial_prediction_seconds";

  private record Key(String method, String model, long version, Source source) {}

  private final Map<Key, Histogram> series = new ConcurrentHashMap<>();

  PredictionSeries() {}

  /** A prediction, or a batch of them, was answered. */
  public void answered(String method, ServedVersion version, Source source, long nanos) {
    Key key = new Key(method, version.model(), version.number(), source);
    @Nullable Histogram histogram = series.get(key);
    if (histogram == null) {
      histogram = series.computeIfAbsent(key, k -> new Histogram(Histogram.CALL_NANOS));
    }
    histogram.add(nanos);
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
