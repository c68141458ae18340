package perennial.fitting;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Mean and standard deviation of every covariate. Fits see {@code (value - mean)/deviation}, which
 * keeps them well conditioned; what they report is in the caller's unit.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Standardised(List<String> names, double[][] columns, double[] means, double[] deviations) {
  /** An eigenvalue of the correlations below this is a covariate that others give. */
  private static final double DEPENDENT = 1e-8;

  static Standardised of(List<String> names, double[][] columns) {
    double[] means = new double[columns.length];
    double[] deviations = new double[columns.length];
    for (int c = 0; c < columns.length; c++) {
      double[] sorted = columns[c].clone();
      java.util.Arrays.sort(sorted); // one order of summation, whatever the input's
      means[c] = mean(sorted);
      deviations[c] = deviation(sorted, means[c]);
    }
    return new Standardised(names, columns, means, deviations);
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += (values[i] - mean) / (i + 1);
    }
    return mean;
  }

  private static double deviation(double[] values, double mean) {
    CompensatedSums sum = new CompensatedSums(1);
    for (double value : values) {
      sum.add(0, (value - mean) * (value - mean));
    }
    return Math.sqrt(sum.sum(0) / Math.max(1, values.length));
  }

  int count() {
    return means.length;
  }

  double value(int covariate, int customer) {
    return (columns[covariate][customer] - means[covariate]) / deviations[covariate];
  }

  /**
   * @throws IllegalArgumentException naming a covariate that does not vary, or saying that one is a
   *     combination of others
   */
  void requireIndependent() {
    for (int c = 0; c < count(); c++) {
      if (!(deviations[c] > 1e-9 * Math.abs(means[c]) && Double.isFinite(deviations[c]))) {
        throw new IllegalArgumentException(
            "covariate '%s' is %s for every customer: it can tell nobody apart"
                .formatted(names.get(c), means[c]));
      }
    }
    double[][] correlations = new double[count()][count()];
    for (int c = 0; c < count(); c++) {
      for (int d = 0; d < count(); d++) {
        for (int i = 0; i < columns[c].length; i++) {
          correlations[c][d] += value(c, i) * value(d, i) / columns[c].length;
        }
      }
    }
    EigenDecomposition eigen =
        new EigenDecomposition(new Array2DRowRealMatrix(correlations, false));
    int last = count() - 1;
    if (eigen.getRealEigenvalue(last) < DEPENDENT) {
      throw new IllegalArgumentException(
          "covariate '%s' is a combination of the others: leave one out"
              .formatted(names.get(eigen.getEigenvector(last).map(Math::abs).getMaxIndex())));
    }
  }
}
