package perennial.fitting;

import org.apache.commons.numbers.gamma.Digamma;
import perennial.math.GammaFunctions;
import perennial.model.ScaledGammaGamma;

/**
 * The log-likelihood of {@link ScaledGammaGamma} over customers, with its gradient, as a function
 * of {@code log p, log(q - 1), log gamma} and one coefficient a standardised feature; money in
 * units of {@code scale}. Customers are sorted by n; each n is summed by itself, and those sums are
 * added with compensation.
 */
final class ScaledSpendLikelihood {
  private final int[] n;
  private final double[] logTotals;
  private final double[][] features;
  private final double scale;

  /**
   * @param customers in the canonical order of the rows
   */
  ScaledSpendLikelihood(SpendCustomers rows, Standardised features, int[] customers, double scale) {
    this.scale = scale;
    n = new int[customers.length];
    logTotals = new double[customers.length];
    this.features = new double[features.count()][customers.length];
    for (int i = 0; i < customers.length; i++) {
      n[i] = rows.n()[customers[i]];
      logTotals[i] = Math.log(n[i] * (rows.meanSpend()[customers[i]] / scale));
      for (int c = 0; c < features.count(); c++) {
        this.features[c][i] = features.value(c, customers[i]);
      }
    }
  }

  int customers() {
    return n.length;
  }

  /** Adds minus the log-likelihood (up to a constant of the data), then its gradient. */
  void addTo(CompensatedSums total, double[] point) {
    double p = Math.exp(point[0]);
    double q = 1 + Math.exp(point[1]);
    double digammaQ = Digamma.value(q);
    double[] byFeature = new double[features.length];
    for (int start = 0, end; start < n.length; start = end) {
      for (end = start + 1; end < n.length && n[end] == n[start]; ) {
        end++;
      }
      double pn = p * n[start];
      double w = end - start;
      double digammaSum = Digamma.value(pn + q);
      double logs = 0;
      double ownLogs = 0;
      double shares = 0;
      java.util.Arrays.fill(byFeature, 0);
      for (int i = start; i < end; i++) {
        double logRatio = logTotals[i] - logGamma(point, i);
        double near = Math.log1p(Math.exp(-Math.abs(logRatio)));
        logs += near + Math.max(logRatio, 0);
        ownLogs -= near + Math.max(-logRatio, 0);
        double share = 1 / (1 + Math.exp(-logRatio));
        shares += share;
        double byLogGamma = q * share - pn * (1 - share);
        for (int c = 0; c < byFeature.length; c++) {
          byFeature[c] -= byLogGamma * features[c][i];
        }
      }
      total.add(0, -(pn * ownLogs - q * logs - w * GammaFunctions.logBeta(pn, q)));
      total.add(1, -p * n[start] * (w * (digammaSum - Digamma.value(pn)) + ownLogs));
      total.add(2, -(q - 1) * (w * (digammaSum - digammaQ) - logs));
      total.add(3, -(q * shares - pn * (w - shares)));
      for (int c = 0; c < byFeature.length; c++) {
        total.add(4 + c, byFeature[c]);
      }
    }
  }

  private double logGamma(double[] point, int i) {
    double sum = point[2];
    for (int c = 0; c < features.length; c++) {
      sum += point[3 + c] * features[c][i];
    }
    return sum;
  }

  /** The log-likelihood at a point, in the data's currency. */
  double logLikelihood(double[] point) {
    CompensatedSums total = new CompensatedSums(1 + point.length);
    addTo(total, point);
    CompensatedSums sum = new CompensatedSums(1);
    sum.add(0, -total.sum(0));
    for (int i = 0; i < n.length; i++) {
      // The density is of the mean: 1/z is n/total.
      sum.add(0, Math.log(n[i]) - logTotals[i] - Math.log(scale));
    }
    return sum.sum(0);
  }
}
