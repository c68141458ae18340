package perennial.evaluation.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import perennial.math.Ranking;

/**
 * How much of what happened in a holdout came from the customers with the highest predictions
 * (cumulative gains; divided by the share of customers it is the lift).
 *
 * <p>Customers with equal predictions share what they did equally, so that the curve does not
 * depend on their order, and a constant prediction gives the diagonal.
 *
 * @param quantity {@code purchases} or {@code value}
 * @param total of all customers in the holdout, {@code > 0}
 * @param points at every twentieth of the customers
 */
public record GainCurve(String quantity, double total, List<GainPoint> points) {
  private static final int STEPS = 20;

  public GainCurve {
    points = List.copyOf(points);
  }

  /**
   * The curve; absent when nothing happened, or nothing but refunds.
   *
   * @param predicted by customer, finite
   * @param actual likewise; a net value below 0 counts as 0
   * @throws IllegalArgumentException when the arrays differ in length or a number is not finite
   */
  public static Optional<GainCurve> of(String quantity, double[] predicted, double[] actual) {
    requirePairs(predicted, actual);
    double[] seen = Arrays.stream(actual).map(a -> Math.max(0, a)).toArray();
    double total = Arrays.stream(seen).sum();
    if (!(total > 0)) {
      return Optional.empty();
    }
    double[] captured = captured(predicted, seen);
    double[] best = captured(seen, seen);
    List<GainPoint> points = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      points.add(
          new GainPoint(
              (i + 1.0) / STEPS,
              Rounding.seven(Math.min(1, captured[i] / total)),
              Rounding.seven(Math.min(1, best[i] / total))));
    }
    return Optional.of(new GainCurve(quantity, total, points));
  }

  /** The share that this many of the customers have, {@code customers} a multiple of 0.05. */
  public GainPoint at(double customers) {
    int step = (int) Math.rint(customers * STEPS);
    if (step < 1 || step > STEPS) {
      throw new IllegalArgumentException("share %s must be in [0.05, 1]".formatted(customers));
    }
    return points.get(step - 1);
  }

  /** What the first 1/20, 2/20, ... of the customers by descending score did together. */
  private static double[] captured(double[] score, double[] actual) {
    int n = score.length;
    double[] sorted = new double[n];
    int[] order = Ranking.ascending(score);
    for (int i = 0; i < n; i++) {
      sorted[i] = actual[order[n - 1 - i]];
    }
    double[] at = new double[STEPS];
    int step = 0;
    double before = 0;
    for (int start = 0; start < n && step < STEPS; ) {
      int end = start;
      double inTie = 0;
      double tie = score[order[n - 1 - start]];
      while (end < n && score[order[n - 1 - end]] == tie) {
        inTie += sorted[end++];
      }
      for (; step < STEPS && (step + 1.0) * n / STEPS <= end; step++) {
        at[step] = before + inTie * ((step + 1.0) * n / STEPS - start) / (end - start);
      }
      before += inTie;
      start = end;
    }
    return at;
  }

  private static void requirePairs(double[] predicted, double[] actual) {
    if (predicted.length != actual.length || predicted.length == 0) {
      throw new IllegalArgumentException(
          predicted.length + " predictions for " + actual.length + " customers");
    }
    for (int i = 0; i < predicted.length; i++) {
      if (!Double.isFinite(predicted[i]) || !Double.isFinite(actual[i])) {
        throw new IllegalArgumentException(
            "customer %d: predicted %s, actual %s must be finite"
                .formatted(i, predicted[i], actual[i]));
      }
    }
  }
}
