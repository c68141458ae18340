package perennial.trainer.monitoring;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import perennial.monitoring.CategoricalReference;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.NumericReference;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.ledger.BulkLedger.Purchases;
import perennial.trainer.transactions.LogSource;

/**
 * The flows of the last whole weeks before an observation end, for windows of one length. Windows
 * are pooled, and then so many of their rows are drawn that there are no more than distinct
 * customers: rows of one customer in several weeks are not independent.
 */
final class ReferenceFlows {
  private static final int WEEKS = 13;
  private static final int MOST_ROWS = 500_000;

  /** Values of one dimension, the most frequent first. */
  private static final int MOST_SEGMENTS = 50;

  private final Period period;
  private final double kept;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<Segment, Amounts> amounts = new HashMap<>();
  private final Map<String, Shares> shares = new HashMap<>();

  private ReferenceFlows(Period period, double kept) {
    this.period = period;
    this.kept = kept;
  }

  /** Reads twice: who bought, then what. */
  static ReferenceFlows read(LogSource source, LocalDate observationEnd, Period period) {
    LocalDate end =
        observationEnd.plusDays(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate first = end.minusWeeks(WEEKS);
    long[] rows = {0};
    Set<String> customers = new HashSet<>();
    read(
        source,
        first,
        end,
        period,
        flow -> {
          rows[0]++;
          customers.add(flow.customerId());
        });
    double distinct = Math.min(MOST_ROWS, customers.size());
    customers.clear();
    ReferenceFlows flows = new ReferenceFlows(period, distinct / Math.max(1, rows[0]));
    read(source, first, end, period, flows::add);
    return flows;
  }

  private static void read(
      LogSource source, LocalDate first, LocalDate end, Period period, Consumer<Flow> each) {
    FlowMerger merger = new FlowMerger(each);
    Consumer<Purchases> rows = merger;
    source.purchases(first, end, period.days(), rows);
    merger.finish();
  }

  private void add(Flow flow) {
    if (random.nextDouble() >= kept) {
      return;
    }
    amounts(Segment.ALL).add(flow.amount());
    for (Dimension dimension : Dimension.values()) {
      for (String value : flow.values(dimension)) {
        amounts(dimension.segment(value)).add(flow.amount(dimension, value));
      }
      flow.latest(dimension)
          .ifPresentOrElse(
              value -> shares(dimension.shareFeature()).add(value),
              () -> shares(dimension.shareFeature()).missing++);
    }
    shares(Features.NEW_CUSTOMERS).add(flow.isNew() ? Features.NEW : Features.RETURNING);
  }

  private Amounts amounts(Segment segment) {
    return amounts.computeIfAbsent(segment, s -> new Amounts());
  }

  private Shares shares(String feature) {
    return shares.computeIfAbsent(feature, f -> new Shares());
  }

  /** Amounts of all purchases, and of those of the segments that are large enough to be told. */
  void addTo(List<NumericReference> numbers, List<CategoricalReference> categories) {
    Map<String, List<Segment>> byDimension = new HashMap<>();
    amounts.keySet().stream()
        .sorted(
            Comparator.<Segment>comparingInt(s -> -amounts(s).size).thenComparing(Segment::text))
        .forEach(s ->
            byDimension.computeIfAbsent(s.dimension(), d -> new java.util.ArrayList<>()).add(s));
    byDimension.values().stream()
        .flatMap(segments -> segments.stream().limit(MOST_SEGMENTS))
        .forEach(segment ->
            numbers.add(
                NumericReference.of(
                    new FeatureKey(Features.PURCHASE_AMOUNT, segment, period),
                    FeatureRole.FLOW,
                    amounts(segment).values())));
    shares.forEach((feature, counted) -> {
      if (!counted.counts.isEmpty()) {
        categories.add(
            CategoricalReference.of(
                new FeatureKey(feature, Segment.ALL, period),
                FeatureRole.FLOW,
                counted.counts,
                counted.missing));
      }
    });
  }

  /** A growing array. */
  private static final class Amounts {
    private double[] amounts = new double[16];
    private int size;

    void add(double amount) {
      if (size == amounts.length) {
        amounts = Arrays.copyOf(amounts, 2 * size);
      }
      amounts[size++] = amount;
    }

    double[] values() {
      return Arrays.copyOf(amounts, size);
    }
  }

  private static final class Shares {
    private final Map<String, Long> counts = new HashMap<>();
    private long missing;

    void add(String value) {
      counts.merge(value, 1L, Long::sum);
    }
  }
}
