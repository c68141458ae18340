package perennial.fitting;

import java.util.ArrayList;
import java.util.List;

/**
 * Weighted rows for a likelihood, times in units of {@code scale}, in the canonical order of {@link
 * PurchaseData}: by x, then recency, then age.
 */
@SuppressWarnings("ArrayRecordComponent") // read by the likelihoods here, never compared
record HistoryRows(
    int[] x, double[] tx, double[] age, double[] weight, double customers, double scale) {

  /**
   * @param every take each such row only
   */
  static HistoryRows of(PurchaseData data, double scale, int every) {
    int rows = (data.rows() + every - 1) / every;
    int[] x = new int[rows];
    double[] tx = new double[rows];
    double[] age = new double[rows];
    double[] weight = new double[rows];
    double customers = 0;
    for (int i = 0; i < rows; i++) {
      int row = i * every;
      x[i] = data.x(row);
      tx[i] = data.tx(row) / scale;
      age[i] = data.age(row) / scale;
      weight[i] = data.weight(row);
      customers += weight[i];
    }
    return new HistoryRows(x, tx, age, weight, customers, scale);
  }

  int count() {
    return x.length;
  }

  /** Where each distinct x starts, and the end. */
  List<Integer> groups() {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (i == 0 || x[i] != x[i - 1]) {
        starts.add(i);
      }
    }
    starts.add(x.length);
    return starts;
  }

  /** Repeat purchases of all customers. */
  double purchases() {
    double purchases = 0;
    for (int i = 0; i < x.length; i++) {
      purchases += weight[i] * x[i];
    }
    return purchases;
  }

  /** The log-likelihood in the data's unit of time that a mean of minus its parts stands for. */
  double logLikelihood(double meanMinus) {
    return -meanMinus * customers - purchases() * Math.log(scale);
  }
}
