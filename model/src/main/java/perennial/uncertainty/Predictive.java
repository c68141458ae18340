package perennial.uncertainty;

import java.util.List;
import java.util.Optional;
import perennial.model.CustomerHistory;
import perennial.model.Interval;
import perennial.model.Uncertainty;

/**
 * The predictive distributions of one customer within one horizon: the purchases and the CLV that
 * will be seen, and how far their expectations are open. For one thread.
 */
public final class Predictive {
  private final CustomerFutures.Counts counts;
  private final SpendDraws spendDraws;
  private final CustomerHistory history;
  private final double factor;
  private final Optional<TotalSpend> total;

  /**
   * @param factor of the undiscounted value: margin times the share that discounting leaves
   */
  Predictive(CustomerFutures.Counts counts, CustomerHistory history, double factor) {
    this.counts = counts;
    this.history = history;
    this.factor = factor;
    this.spendDraws = counts.draws().spend();
    this.total = spendDraws.of(history).map(this::total);
  }

  private TotalSpend total(TotalSpend.Spend centre) {
    CountNodes nodes = CountNodes.of(counts.counts(), centre.p(), centre.q());
    List<TotalSpend.Spend> around = spendDraws.around(history);
    return new TotalSpend(counts.counts().zero(), nodes, centre, around);
  }

  /** Probability of at most {@code n} purchases; 0 below 0. */
  public double purchasesAtMost(int n) {
    return counts.counts().atMost(n);
  }

  /**
   * Probability that the discounted net value times the margin is at most this; at 0 it is the
   * probability of no purchase.
   */
  public double clvAtMost(double value) {
    if (!(value >= 0)) {
      return 0;
    }
    return total
        .map(sum -> sum.atMost(value / factor))
        .orElseGet(() -> counts.counts().atMost(Math.floor(value / (factor * orderValue(0)))));
  }

  /**
   * The central interval of the purchases, from quantile to quantile; it holds {@code level} or
   * more, since purchases are whole numbers.
   */
  public Uncertainty purchases(double level) {
    return new Uncertainty(
        counts.counts().interval(level),
        counts.known()
            ? Optional.of(DrawnQuantiles.interval(counts.expected().clone(), level))
            : Optional.empty());
  }

  /** The central interval of the discounted net value times the margin. */
  public Uncertainty clv(double level) {
    Interval predictive =
        total
            .map(sum -> sum.interval(level))
            .orElseGet(() -> scaled(counts.counts().interval(level), orderValue(0)));
    boolean known = counts.known() && spendDraws.known();
    return new Uncertainty(
        scaled(predictive, factor), known ? Optional.of(meanClv(level)) : Optional.empty());
  }

  private Interval meanClv(double level) {
    double[] expected = counts.expected().clone();
    for (int d = 0; d < expected.length; d++) {
      expected[d] = Math.min(Double.MAX_VALUE, expected[d] * factor * orderValue(d));
    }
    return DrawnQuantiles.interval(expected, level);
  }

  private double orderValue(int draw) {
    return spendDraws.expected(draw, history);
  }

  private static Interval scaled(Interval interval, double by) {
    return new Interval(
        Math.min(Double.MAX_VALUE, interval.lower() * by),
        Math.min(Double.MAX_VALUE, interval.upper() * by),
        interval.level());
  }
}
