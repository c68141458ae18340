package perennial.monitoring;

import java.util.Arrays;
import java.util.List;
import perennial.monitoring.HoldoutErrors.Bin;

/** What the holdout expects of the errors of given predictions, one by one and of their mean. */
final class ReferenceErrors {
  private final double[] errors;
  private final double[] weights;
  private final List<Bin> bins;

  private ReferenceErrors(List<Bin> bins, int predictions) {
    this.bins = bins;
    this.errors = new double[predictions];
    this.weights = new double[bins.size()];
  }

  /** The same error, taken as known, whatever the prediction. */
  static ReferenceErrors constant(double mae, int predictions) {
    ReferenceErrors reference = new ReferenceErrors(List.of(), predictions);
    Arrays.fill(reference.errors, mae);
    return reference;
  }

  /**
   * @param holdout with at least one bin
   */
  static ReferenceErrors of(HoldoutErrors holdout, double[] predictions) {
    ReferenceErrors reference = new ReferenceErrors(holdout.bins(), predictions.length);
    double[] means = holdout.bins().stream().mapToDouble(Bin::predicted).toArray();
    for (int i = 0; i < predictions.length; i++) {
      reference.set(i, predictions[i], means);
    }
    return reference;
  }

  private void set(int row, double prediction, double[] means) {
    int found = Arrays.binarySearch(means, prediction);
    int above = found >= 0 ? found : -found - 1;
    if (above == 0 || above == means.length) {
      int end = Math.min(above, means.length - 1);
      add(row, end, means[end] > 0 ? prediction / means[end] : 1);
    } else {
      double span = means[above] - means[above - 1];
      // Means of bins a rounding error apart may have changed places.
      double share = span > 0 ? Math.clamp((prediction - means[above - 1]) / span, 0, 1) : 1;
      add(row, above - 1, 1 - share);
      add(row, above, share);
    }
  }

  private void add(int row, int bin, double weight) {
    errors[row] += weight * bins.get(bin).mae();
    weights[bin] += weight;
  }

  /** In the predictions' order. */
  double[] errors() {
    return errors.clone();
  }

  /**
   * The variance of the mean of the errors because the holdout is a sample; bins are independent.
   */
  double samplingVariance() {
    double variance = 0;
    for (int bin = 0; bin < weights.length; bin++) {
      double weight = weights[bin] / errors.length;
      variance += weight * weight * bins.get(bin).samplingVariance();
    }
    return variance;
  }
}
