package perennial.fitting;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import perennial.model.TimeUnit;

/**
 * Customers with facts about them: histories in days and one column of numbers a covariate, entry
 * {@code i} of every array being the same customer.
 *
 * @param names of the covariates
 * @param values {@code values[c][i]} is covariate {@code c} of customer {@code i}
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the fitter, never compared
public record CovariateRows(
    TimeUnit timeUnit,
    int[] x,
    double[] recencyDays,
    double[] ageDays,
    List<String> names,
    double[][] values) {
  /**
   * The most covariates that a model may have: beyond, its covariance matrix would not fit into an
   * artifact of 20 KB.
   */
  public static final int MAX_COVARIATES = 16;

  /** The longest name of a covariate that is fitted, in characters, for the same reason. */
  public static final int MAX_NAME = 60;

  /**
   * @throws IllegalArgumentException naming the covariate that is doubled, constant, not finite or
   *     a combination of others, or too many of them
   */
  public CovariateRows {
    names = List.copyOf(names);
    requireCovariates(names, values, x.length);
  }

  static void requireCovariates(List<String> names, double[][] values, int customers) {
    requireNames(names);
    if (values.length != names.size()) {
      throw new IllegalArgumentException(
          "%d covariates with %d columns".formatted(names.size(), values.length));
    }
    for (int c = 0; c < values.length; c++) {
      requireColumn(names.get(c), values[c], customers);
    }
    Standardised.of(names, values).requireIndependent();
  }

  private static void requireNames(List<String> names) {
    if (names.isEmpty() || names.size() > MAX_COVARIATES) {
      throw new IllegalArgumentException(
          "%d covariates: there must be 1 to %d".formatted(names.size(), MAX_COVARIATES));
    }
    for (String name : names) {
      if (name.isBlank() || name.length() > MAX_NAME) {
        throw new IllegalArgumentException(
            "covariate '%s' must have a name of 1 to %d characters".formatted(name, MAX_NAME));
      }
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new IllegalArgumentException("covariate '%s' is named twice".formatted(name));
      }
    }
  }

  private static void requireColumn(String name, double[] column, int rows) {
    if (column.length != rows) {
      throw new IllegalArgumentException(
          "covariate '%s' has %d values for %d customers".formatted(name, column.length, rows));
    }
    for (int i = 0; i < rows; i++) {
      if (!Double.isFinite(column[i])) {
        throw new IllegalArgumentException(
            "row %d: covariate '%s' %s must be finite".formatted(i, name, column[i]));
      }
    }
  }

  /** The covariates of one customer. */
  double[] values(int customer) {
    return Arrays.stream(values).mapToDouble(column -> column[customer]).toArray();
  }

  /** All customers, without their covariates. */
  PurchaseData data() {
    return data(IntStream.range(0, x.length).toArray());
  }

  PurchaseData data(int[] customers) {
    return PurchaseData.ofCustomers(
        timeUnit,
        Arrays.stream(customers).map(i -> x[i]).toArray(),
        Arrays.stream(customers).mapToDouble(i -> recencyDays[i]).toArray(),
        Arrays.stream(customers).mapToDouble(i -> ageDays[i]).toArray());
  }

  /** Customers sorted by their covariates, then by their history: no order of the input is left. */
  int[] canonical() {
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(this::compare)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int compare(int i, int j) {
    int order = compareCovariates(i, j);
    order = order != 0 ? order : Integer.compare(x[i], x[j]);
    order = order != 0 ? order : Double.compare(recencyDays[i], recencyDays[j]);
    return order != 0 ? order : Double.compare(ageDays[i], ageDays[j]);
  }

  /** 0 when both have the same covariates. */
  int compareCovariates(int i, int j) {
    for (double[] column : values) {
      int order = Double.compare(column[i] + 0.0, column[j] + 0.0); // -0 is 0
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
