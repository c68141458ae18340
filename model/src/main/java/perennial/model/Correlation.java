package perennial.model;

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
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    double[] ranks = new double[values.length];
    for (int start = 0, end; start < order.length; start = end) {
      for (end = start + 1; end < order.length && values[order[end]] == values[order[start]]; ) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = (start + end - 1) / 2.0;
      }
    }
    return ranks;
  }
}
