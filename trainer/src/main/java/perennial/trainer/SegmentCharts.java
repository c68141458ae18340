package perennial.trainer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import perennial.evaluation.charts.SegmentAccuracies;
import perennial.evaluation.charts.SegmentAccuracy;
import perennial.monitoring.MonitoringSettings;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.HistoryTraits;

/** The accuracy of every segment that the histories tell apart. */
final class SegmentCharts {
  /** A covariate with more values than this is a quantity and makes no segments. */
  private static final int MOST_VALUES = 5;

  private SegmentCharts() {}

  /**
   * @param groupColumn what the groups of customers are, if there are any
   */
  static List<SegmentAccuracy> of(
      Histories histories, Optional<String> groupColumn, double[] predicted, double[] actual) {
    double[] age = histories.age();
    double[] silent = histories.recency();
    Arrays.setAll(silent, i -> age[i] - silent[i]);
    SegmentAccuracies segments =
        new SegmentAccuracies(predicted, actual, MonitoringSettings.DEFAULT)
            .byLifecycle(age, silent);
    histories.traits().ifPresent(traits -> addFacts(segments, traits, groupColumn, age.length));
    return segments.list();
  }

  private static void addFacts(
      SegmentAccuracies segments,
      HistoryTraits traits,
      Optional<String> groupColumn,
      int customers) {
    int[] all = IntStream.range(0, customers).toArray();
    groupColumn.ifPresent(column ->
        segments.by(column, Arrays.stream(all).mapToObj(traits::group).toArray(String[]::new)));
    for (String name : traits.columns()) {
      double[] values = traits.column(name, all);
      if (Arrays.stream(values).distinct().limit(MOST_VALUES + 1L).count() <= MOST_VALUES) {
        segments.by(
            name, Arrays.stream(values).mapToObj(SegmentCharts::text).toArray(String[]::new));
      }
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
