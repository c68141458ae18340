package perennial.fitting;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * How two columns go together, and whether that may be chance.
 *
 * @param pearson of the values
 * @param pearsonP two-sided, from Student's t with {@code n - 2} degrees of freedom
 * @param spearman of the ranks, ties sharing their mean rank
 * @param spearmanP likewise
 */
public record Correlation(double pearson, double pearsonP, double spearman, double spearmanP) {

  /** Correlations of purchase counts and mean spends; 0 with p = 1 where a column does not vary. */
  public static Correlation of(int[] counts, double[] means) {
    double[] x = Arrays.stream(counts).asDoubleStream().toArray();
    double pearson = pearson(x, means);
    double spearman = pearson(ranks(x), ranks(means));
    return new Correlation(pearson, p(pearson, x.length), spearman, p(spearman, x.length));
  }

  private static double pearson(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double r = xy / Math.sqrt(xx) / Math.sqrt(yy);
    return Double.isFinite(r) ? Math.clamp(r, -1, 1) : 0;
  }

  /** P(|t| beyond) is {@code I_(1 - r^2)((n - 2)/2, 1/2)}, Abramowitz and Stegun 26.7.1. */
  private static double p(double r, int n) {
    return n < 3 ? 1 : RegularizedBeta.value((1 - r) * (1 + r), (n - 2) / 2.0, 0.5);
  }

  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double below = place(sorted, values[i], false);
      ranks[i] = (below + place(sorted, values[i], true) - 1) / 2;
    }
    return ranks;
  }

  /** How many are below the value, or at most the value. */
  private static int place(double[] sorted, double value, boolean equalToo) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (equalToo ? sorted[middle] <= value : sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
