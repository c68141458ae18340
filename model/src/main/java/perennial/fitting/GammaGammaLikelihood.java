package perennial.fitting;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Digamma;
import perennial.math.GammaFunctions;
import perennial.math.Objective;

/**
 * Minus the mean log-likelihood of the Gamma-Gamma model over weighted rows, with its gradient, as
 * a function of {@code log p, log(q - 1), log gamma}; money in units of {@code scale}.
 *
 * <p>Rows are sorted by n; each n is summed by itself, which leaves one logarithm a row, and those
 * sums are added with compensation.
 */
final class GammaGammaLikelihood implements Objective {
  private final double scale;
  private final double customers;
  private final int[] counts;
  private final int[] starts;
  private final double[] totals;
  private final double[] logTotals;
  private final double[] weight;

  /** Per distinct n: the sum of the weights. */
  private final double[] customersAt;

  /**
   * @param every take each such row only
   */
  GammaGammaLikelihood(SpendData data, double scale, int every) {
    this.scale = scale;
    int rows = (data.rows() + every - 1) / every;
    totals = new double[rows];
    logTotals = new double[rows];
    weight = new double[rows];
    int[] firstRows = new int[rows + 1];
    int groups = 0;
    for (int i = 0; i < rows; i++) {
      int row = i * every;
      totals[i] = data.n(row) * (data.meanSpend(row) / scale);
      logTotals[i] = Math.log(totals[i]);
      weight[i] = data.weight(row);
      if (i == 0 || data.n(row) != data.n(row - every)) {
        firstRows[groups++] = i;
      }
    }
    starts = Arrays.copyOf(firstRows, groups + 1);
    starts[groups] = rows;
    counts = new int[groups];
    customersAt = new double[groups];
    CompensatedSums sum = new CompensatedSums(1);
    for (int g = 0; g < groups; g++) {
      counts[g] = data.n(starts[g] * every);
      for (int i = starts[g]; i < starts[g + 1]; i++) {
        customersAt[g] += weight[i];
      }
      sum.add(0, customersAt[g]);
    }
    customers = sum.sum(0);
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    double p = Math.exp(point[0]);
    double q = 1 + Math.exp(point[1]);
    double gamma = Math.exp(point[2]);
    double digammaQ = Digamma.value(q);
    CompensatedSums total = new CompensatedSums(4);
    for (int g = 0; g < counts.length; g++) {
      double logs = 0; // of (gamma + total)/gamma
      double ownLogs = 0; // of total/(gamma + total)
      double shares = 0; // total/(gamma + total)
      for (int i = starts[g]; i < starts[g + 1]; i++) {
        double ratio = totals[i] / gamma;
        double logRatio = logTotals[i] - point[2];
        boolean above = ratio > 1;
        double small = above ? 1 / ratio : ratio;
        double one = 1 + small;
        double inverse = 1 / one;
        // log1p by the faster log: what the sum lost is put back, since n p and q may be large.
        double near = Math.log(one) + (small - (one - 1)) * inverse;
        logs += weight[i] * (above ? near + logRatio : near);
        ownLogs -= weight[i] * (above ? near : near - logRatio);
        shares += weight[i] * (above ? inverse : small * inverse);
      }
      int n = counts[g];
      double pn = p * n;
      double w = customersAt[g];
      double digammaSum = Digamma.value(pn + q);
      total.add(0, pn * ownLogs - q * logs - w * GammaFunctions.logBeta(pn, q));
      total.add(1, n * (w * (digammaSum - Digamma.value(pn)) + ownLogs));
      total.add(2, w * (digammaSum - digammaQ) - logs);
      total.add(3, q * shares - pn * (w - shares));
    }
    gradient[0] = -total.sum(1) * p / customers;
    gradient[1] = -total.sum(2) * (q - 1) / customers;
    gradient[2] = -total.sum(3) / customers; // of log gamma already
    return -total.sum(0) / customers;
  }

  /** Customers behind the mean. */
  double customers() {
    return customers;
  }

  /** The log-likelihood that a value of this objective stands for, in the data's currency. */
  double logLikelihood(double value) {
    CompensatedSums sum = new CompensatedSums(1);
    sum.add(0, -value * customers);
    for (int g = 0; g < counts.length; g++) {
      // The density is of the mean: 1/z is n/total.
      sum.add(0, customersAt[g] * (Math.log(counts[g]) - Math.log(scale)));
      for (int i = starts[g]; i < starts[g + 1]; i++) {
        sum.add(0, -weight[i] * logTotals[i]);
      }
    }
    return sum.sum(0);
  }
}
