package perennial.fitting;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spend of customers with facts about them; entry {@code i} of every array is the same customer.
 *
 * @param n purchases that the mean is taken over, {@code >= 1}
 * @param meanSpend {@code > 0} and finite
 * @param repeatPurchases {@code >= 0}
 * @param names of the covariates; may be none
 * @param values {@code values[c][i]} is covariate {@code c} of customer {@code i}
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the fitter, never compared
public record SpendCustomers(
    int[] n, double[] meanSpend, int[] repeatPurchases, List<String> names, double[][] values) {
  /**
   * @throws IllegalArgumentException when the arrays differ in length or a covariate is not usable
   */
  public SpendCustomers {
    names = List.copyOf(names);
    if (meanSpend.length != n.length || repeatPurchases.length != n.length) {
      throw new IllegalArgumentException(
          "%d counts, %d means and %d numbers of purchases differ in number"
              .formatted(n.length, meanSpend.length, repeatPurchases.length));
    }
    if (!names.isEmpty()) {
      CovariateRows.requireCovariates(names, values, n.length);
    }
  }

  /** The same without covariates. */
  public SpendData data() {
    double[] weight = new double[n.length];
    Arrays.fill(weight, 1);
    return SpendData.of(n.clone(), meanSpend.clone(), weight);
  }

  /** Columns of {@code log(max(1, repeat purchases))}, if asked for, then of the covariates. */
  double[][] features(boolean frequency) {
    double[][] features = new double[(frequency ? 1 : 0) + names.size()][];
    int next = 0;
    if (frequency) {
      features[next++] =
          Arrays.stream(repeatPurchases).mapToDouble(x -> Math.log(Math.max(1, x))).toArray();
    }
    for (double[] column : values) {
      features[next++] = column;
    }
    return features;
  }

  /** Customers sorted by what is known of them: no order of the input is left. */
  int[] canonical(double[][] features) {
    return IntStream.range(0, n.length)
        .boxed()
        .sorted((i, j) -> compare(features, i, j))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int compare(double[][] features, int i, int j) {
    int order = Integer.compare(n[i], n[j]);
    order = order != 0 ? order : Double.compare(meanSpend[i], meanSpend[j]);
    for (int c = 0; order == 0 && c < features.length; c++) {
      order = Double.compare(features[c][i], features[c][j]);
    }
    return order;
  }
}
