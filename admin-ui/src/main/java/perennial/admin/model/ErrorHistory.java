package perennial.admin.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.VersionsChart;
import perennial.admin.chart.VersionsChart.Value;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.registry.ModelVersion;

/** The holdout error of a model's versions, one beside the other. */
final class ErrorHistory {
  private static final int MOST = 20;

  private ErrorHistory() {}

  /**
   * @param versions newest first
   * @param champion number of the one that serves; 0 for none
   */
  static @Nullable VersionsChart of(List<ModelVersion> versions, long champion) {
    List<Value> values = new ArrayList<>();
    for (ModelVersion v : versions) {
      Double mae = v.metrics().get("holdout.mae");
      if (mae != null && values.size() < MOST) {
        values.add(
            new Value(
                "v" + v.version(),
                Link.version(v.model(), v.version()),
                mae,
                v.metrics().getOrDefault("holdout.mae.low", mae),
                v.metrics().getOrDefault("holdout.mae.high", mae),
                v.version() == champion));
      }
    }
    return values.size() < 2
        ? null
        : VersionsChart.of(values.reversed(), summary(values, sameEnd(versions)));
  }

  private static boolean sameEnd(List<ModelVersion> versions) {
    return versions.stream().map(v -> v.provenance().observationEnd()).distinct().count() == 1;
  }

  private static String summary(List<Value> values, boolean sameEnd) {
    Value best = values.stream().min(Comparator.comparingDouble(Value::value)).orElseThrow();
    String smallest =
        "Smallest error: %s with %s".formatted(best.label(), Formats.decimal(best.value(), 4));
    return sameEnd
        ? smallest
        : smallest + ". Their data end on different days, which is part of the difference";
  }
}
