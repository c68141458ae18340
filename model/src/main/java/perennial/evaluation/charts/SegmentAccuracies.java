package perennial.evaluation.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.MaturedRows;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.Segment;

/**
 * How far holdout predictions were off, for all customers, by lifecycle stage, by status, by both,
 * and by what else is known of them. Arrays hold one entry a customer, in any one order.
 *
 * <p>Intervals are 95 % bootstrap intervals over customers; segments below the minimum of customers
 * are marked as not enough data.
 */
public final class SegmentAccuracies {
  /** Most values of one fact that become segments: those with the most customers. */
  private static final int MOST_VALUES = 12;

  private final double[] predicted;
  private final double[] actual;
  private final MonitoringSettings settings;
  private final List<SegmentAccuracy> found = new ArrayList<>();

  /**
   * @param predicted expected purchases in the holdout, finite and {@code >= 0}
   * @param actual purchases in it
   * @throws IllegalArgumentException when there are more of one than of the other
   */
  public SegmentAccuracies(double[] predicted, double[] actual, MonitoringSettings settings) {
    if (predicted.length != actual.length) {
      throw new IllegalArgumentException(
          "%d predictions of %d customers".formatted(predicted.length, actual.length));
    }
    this.predicted = predicted.clone();
    this.actual = actual.clone();
    this.settings = settings;
  }

  /** All customers, then stages, statuses, and both crossed. */
  public SegmentAccuracies byLifecycle(double[] tenureDays, double[] daysSinceLastPurchase) {
    Lifecycle lifecycle = settings.lifecycle();
    int n = predicted.length;
    String[] stage = new String[n];
    String[] status = new String[n];
    for (int i = 0; i < n; i++) {
      stage[i] = lifecycle.stage(tenureDays[i]);
      status[i] = lifecycle.status(daysSinceLastPurchase[i]);
    }
    add(Segment.ALL, i -> true);
    for (Lifecycle.Band band : lifecycle.stages()) {
      add(new Segment("stage", band.name()), i -> stage[i].equals(band.name()));
    }
    for (Lifecycle.Band band : lifecycle.statuses()) {
      add(new Segment("status", band.name()), i -> status[i].equals(band.name()));
    }
    for (Lifecycle.Band row : lifecycle.stages()) {
      for (Lifecycle.Band column : lifecycle.statuses()) {
        add(
            new Segment("stage x status", Lifecycle.cell(row.name(), column.name())),
            i -> stage[i].equals(row.name()) && status[i].equals(column.name()));
      }
    }
    return this;
  }

  /**
   * The values of one fact, those with the most customers first, {@value #MOST_VALUES} at most.
   *
   * @param fact such as {@code channel}
   * @param values one a customer
   */
  public SegmentAccuracies by(String fact, String[] values) {
    SortedMap<String, Integer> customers = new TreeMap<>();
    for (String value : values) {
      customers.merge(value, 1, Integer::sum);
    }
    customers.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_VALUES)
        .map(Map.Entry::getKey)
        .forEach(value -> add(new Segment(fact, value), i -> values[i].equals(value)));
    return this;
  }

  /** What was found, in the order it was asked for. */
  public List<SegmentAccuracy> list() {
    return List.copyOf(found);
  }

  private void add(Segment segment, IntPredicate in) {
    MaturedRows rows = new MaturedRows();
    for (int i = 0; i < predicted.length; i++) {
      if (in.test(i)) {
        rows.add(predicted[i], actual[i], 0, 0);
      }
    }
    found.add(of(rows.accuracy(segment, 0, OptionalDouble.empty(), settings)));
  }

  private SegmentAccuracy of(MaturedAccuracy a) {
    return new SegmentAccuracy(
        a.segment(),
        a.customers(),
        Rounding.seven(a.meanPredicted()),
        Rounding.seven(a.meanActual()),
        Rounding.seven(a.mae()),
        Rounding.seven(a.maeLow()),
        Rounding.seven(a.maeHigh()),
        Rounding.seven(a.bias()),
        Rounding.seven(a.biasLow()),
        Rounding.seven(a.biasHigh()),
        a.customers() >= settings.minimumCustomers());
  }
}
