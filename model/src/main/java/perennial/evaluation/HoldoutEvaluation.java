package perennial.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import perennial.math.Ranking;

/**
 * Measures of predicted against actual purchases in a holdout. Arrays hold one entry a customer, in
 * any one order.
 */
public final class HoldoutEvaluation {
  private static final int LAST_FREQUENCY_GROUP = 7;
  private static final int DECILES = 10;

  private HoldoutEvaluation() {}

  /**
   * How the predictions compare with what happened.
   *
   * @param predicted expected purchases per customer, finite
   * @param actual purchases per customer in the holdout, {@code >= 0}
   * @throws IllegalArgumentException when the arrays differ in length, are empty, or a prediction
   *     is not finite
   */
  public static HoldoutMeasures measures(double[] predicted, int[] actual) {
    requirePairs(predicted, actual);
    double sumPredicted = 0;
    double sumAbsolute = 0;
    double sumSquares = 0;
    double sumError = 0;
    for (int i = 0; i < predicted.length; i++) {
      double error = predicted[i] - actual[i];
      sumPredicted += predicted[i];
      sumAbsolute += Math.abs(error);
      sumSquares += error * error;
      sumError += error;
    }
    int n = predicted.length;
    return new HoldoutMeasures(
        sumPredicted,
        sumAbsolute / n,
        Math.sqrt(sumSquares / n),
        sumError / n,
        normalisedGini(predicted, actual));
  }

  /**
   * The Gini coefficient of the actual purchases ranked by prediction, over that of the perfect
   * ranking.
   *
   * <p>Customers with equal predictions share their mean rank, so the result does not depend on
   * their order; a constant prediction has 0. When the actual purchases are all equal no ranking is
   * better than another and the result is 0.
   *
   * @return in {@code [-1, 1]}; 1 is perfect, 0 random
   * @throws IllegalArgumentException as {@link #measures}
   */
  public static double normalisedGini(double[] predicted, int[] actual) {
    requirePairs(predicted, actual);
    double perfect = rankCovariance(Arrays.stream(actual).asDoubleStream().toArray(), actual);
    return perfect == 0 ? 0 : Math.clamp(rankCovariance(predicted, actual) / perfect, -1, 1);
  }

  /**
   * Actual against predicted purchases by repeat purchases in the calibration: groups {@code 0} to
   * {@code 6} and {@code 7+}; a group without customers is left out.
   *
   * @param x repeat purchases per customer in the calibration, {@code >= 0}
   * @throws IllegalArgumentException as {@link #measures}
   */
  public static List<CalibrationGroup> byFrequency(int[] x, double[] predicted, int[] actual) {
    requirePairs(predicted, actual);
    if (x.length != actual.length) {
      throw new IllegalArgumentException(
          x.length + " frequencies for " + actual.length + " customers");
    }
    GroupSum[] sums = GroupSum.array(LAST_FREQUENCY_GROUP + 1);
    for (int i = 0; i < x.length; i++) {
      sums[Math.min(x[i], LAST_FREQUENCY_GROUP)].add(predicted[i], actual[i]);
    }
    List<CalibrationGroup> groups = new ArrayList<>();
    for (int g = 0; g < sums.length; g++) {
      sums[g].addTo(groups, g == LAST_FREQUENCY_GROUP ? g + "+" : Integer.toString(g));
    }
    return List.copyOf(groups);
  }

  /**
   * Actual against predicted purchases by decile of the prediction, lowest first. Equal predictions
   * are kept in input order, so deciles differ in size by one customer at most; with fewer than ten
   * customers there are fewer groups.
   *
   * @throws IllegalArgumentException as {@link #measures}
   */
  public static List<CalibrationGroup> byDecile(double[] predicted, int[] actual) {
    requirePairs(predicted, actual);
    int[] order = Ranking.ascending(predicted);
    GroupSum[] sums = GroupSum.array(DECILES);
    for (int rank = 0; rank < order.length; rank++) {
      int decile = (int) ((long) rank * DECILES / order.length);
      sums[decile].add(predicted[order[rank]], actual[order[rank]]);
    }
    List<CalibrationGroup> groups = new ArrayList<>();
    for (int g = 0; g < sums.length; g++) {
      sums[g].addTo(groups, Integer.toString(g + 1));
    }
    return List.copyOf(groups);
  }

  /**
   * Pearson correlation, such as that of purchase count and mean spend, which the Gamma-Gamma model
   * takes to be 0.
   *
   * @return in {@code [-1, 1]}; 0 with fewer than two customers or when one side is constant
   * @throws IllegalArgumentException when the arrays differ in length
   */
  public static double correlation(int[] counts, double[] meanSpend) {
    if (counts.length != meanSpend.length) {
      throw new IllegalArgumentException(
          counts.length + " counts for " + meanSpend.length + " means");
    }
    double meanCount = Arrays.stream(counts).average().orElse(0);
    double meanValue = Arrays.stream(meanSpend).average().orElse(0);
    double cross = 0;
    double squareCount = 0;
    double squareValue = 0;
    for (int i = 0; i < counts.length; i++) {
      double dc = counts[i] - meanCount;
      double dv = meanSpend[i] - meanValue;
      cross += dc * dv;
      squareCount += dc * dc;
      squareValue += dv * dv;
    }
    double scale = Math.sqrt(squareCount) * Math.sqrt(squareValue);
    return scale > 0 ? Math.clamp(cross / scale, -1, 1) : 0;
  }

  /** Sum of (rank - mean rank) * actual; ties share their mean rank. */
  private static double rankCovariance(double[] score, int[] actual) {
    int[] order = Ranking.ascending(score);
    int n = order.length;
    double sum = 0;
    int start = 0;
    while (start < n) {
      int end = start;
      double actualInTie = 0;
      while (end < n && score[order[end]] == score[order[start]]) {
        actualInTie += actual[order[end++]];
      }
      double meanRank = (start + end - 1) / 2.0;
      sum += (meanRank - (n - 1) / 2.0) * actualInTie;
      start = end;
    }
    return sum;
  }

  private static void requirePairs(double[] predicted, int[] actual) {
    if (predicted.length != actual.length || predicted.length == 0) {
      throw new IllegalArgumentException(
          predicted.length + " predictions for " + actual.length + " customers");
    }
    for (int i = 0; i < predicted.length; i++) {
      if (!Double.isFinite(predicted[i])) {
        throw new IllegalArgumentException(
            "predicted[%d] %s must be finite".formatted(i, predicted[i]));
      }
    }
  }

  private static final class GroupSum {
    private long customers;
    private double actual;
    private double predicted;

    static GroupSum[] array(int size) {
      GroupSum[] sums = new GroupSum[size];
      Arrays.setAll(sums, i -> new GroupSum());
      return sums;
    }

    void add(double customerPredicted, int customerActual) {
      customers++;
      predicted += customerPredicted;
      actual += customerActual;
    }

    void addTo(List<CalibrationGroup> groups, String label) {
      if (customers > 0) {
        groups.add(
            new CalibrationGroup(label, customers, actual / customers, predicted / customers));
      }
    }
  }
}
