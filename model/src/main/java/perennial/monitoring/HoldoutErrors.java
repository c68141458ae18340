package perennial.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far the predictions of a holdout were off, as a function of the prediction: its customers,
 * sorted by predicted purchases, in up to {@value #MOST_BINS} bins of equal count. Customers with
 * the same prediction are in the same bin.
 *
 * <p>Whom callers ask about is their choice, and the error grows with the prediction. So the error
 * of any customers is held against what the holdout says of customers with their predictions:
 * direct standardisation, as rates of death are standardised by age.
 *
 * <p>The error at a prediction is linear between the means of neighbouring bins. Outside the first
 * and the last mean it is the bin's error times the ratio of the prediction to that mean: whether a
 * customer still buys at all decides most of the error of a large prediction, and that share stays
 * the same; a prediction {@code p} near 0 is off by about {@code 2 p}, as nearly all buy nothing.
 *
 * @param bins by ascending prediction; without customers there is none
 */
public record HoldoutErrors(List<Bin> bins) {
  static final int MOST_BINS = 20;

  /** Of a version without a holdout. */
  public static final HoldoutErrors NONE = new HoldoutErrors(List.of());

  /**
   * Customers with neighbouring predictions.
   *
   * @param upTo the largest prediction, purchases a customer over the partial horizon
   * @param customers {@code >= 1}
   * @param predicted mean prediction
   * @param mae mean absolute error
   * @param meanSquare mean square error, from which the sampling error of {@code mae} follows
   */
  public record Bin(double upTo, long customers, double predicted, double mae, double meanSquare) {
    /** The variance of {@code mae} over samples of the bin's customers. */
    double samplingVariance() {
      return Math.max(0, meanSquare - mae * mae) / customers;
    }
  }

  public HoldoutErrors {
    bins = List.copyOf(bins);
  }

  /**
   * The errors of a holdout.
   *
   * @param predicted expected purchases by customer, finite and {@code >= 0}
   * @param actual purchases of the same customers
   * @throws IllegalArgumentException when there are more of one than of the other
   */
  public static HoldoutErrors of(double[] predicted, int[] actual) {
    if (predicted.length != actual.length) {
      throw new IllegalArgumentException(
          "%d predictions of %d customers".formatted(predicted.length, actual.length));
    }
    double[] edges = edges(predicted);
    RunningMean[][] means = new RunningMean[edges.length][3];
    for (RunningMean[] bin : means) {
      Arrays.setAll(bin, i -> new RunningMean());
    }
    for (int i = 0; i < predicted.length; i++) {
      RunningMean[] bin = means[at(edges, predicted[i])];
      double error = Math.abs(predicted[i] - actual[i]);
      bin[0].add(predicted[i]);
      bin[1].add(error);
      bin[2].add(error * error);
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < edges.length; b++) {
      RunningMean[] bin = means[b];
      bins.add(new Bin(edges[b], bin[0].count(), bin[0].mean(), bin[1].mean(), bin[2].mean()));
    }
    return new HoldoutErrors(bins);
  }

  /** Mean absolute error of all its customers; 0 without one. */
  public double mae() {
    double sum = 0;
    long customers = 0;
    for (Bin bin : bins) {
      sum += bin.mae() * bin.customers();
      customers += bin.customers();
    }
    return customers == 0 ? 0 : sum / customers;
  }

  /** The largest prediction of each bin. */
  private static double[] edges(double[] predicted) {
    double[] sorted = predicted.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double[] edges = new double[Math.min(n, MOST_BINS)];
    int bins = 0;
    for (int start = 0; start < n; bins++) {
      long cut = (long) start * MOST_BINS / n + 1; // the first cut after the start
      int end = (int) Math.max(start + 1, (cut * n + MOST_BINS - 1) / MOST_BINS);
      while (end < n && sorted[end] == sorted[end - 1]) {
        end++;
      }
      edges[bins] = sorted[end - 1];
      start = end;
    }
    return Arrays.copyOf(edges, bins);
  }

  private static int at(double[] edges, double prediction) {
    int found = Arrays.binarySearch(edges, prediction);
    return found >= 0 ? found : -found - 1;
  }
}
