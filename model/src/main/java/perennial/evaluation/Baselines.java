package perennial.evaluation;

import java.util.Arrays;
import java.util.Optional;
import perennial.fitting.FitResult;
import perennial.fitting.NbdFitter;
import perennial.fitting.PurchaseData;
import perennial.model.Nbd;
import perennial.model.TimeUnit;

/** Predictions that a model must beat, one entry a customer. */
public final class Baselines {
  /** Name of {@link #repeatLastPeriod} in reports. */
  public static final String REPEAT_LAST_PERIOD = "repeat-last-period";

  /** Name of {@link #historicalAverage} in reports. */
  public static final String HISTORICAL_AVERAGE = "historical-average";

  /** Name of {@link #nbd} in reports. */
  public static final String NBD = "nbd";

  private Baselines() {}

  /**
   * The NBD, fitted to the same customers: purchases differ between customers and nobody leaves.
   *
   * @return absent when it cannot be fitted, such as when customers do not differ
   */
  public static Optional<double[]> nbd(int[] x, double[] ageDays, int holdoutDays) {
    double[] recency = new double[x.length]; // the NBD does not look at it
    for (int i = 0; i < x.length; i++) {
      recency[i] = x[i] == 0 ? 0 : ageDays[i];
    }
    if (Arrays.stream(x).allMatch(count -> count == 0)) {
      return Optional.empty();
    }
    FitResult<Nbd> fit =
        new NbdFitter().fit(PurchaseData.ofCustomers(TimeUnit.DAY, x, recency, ageDays));
    if (!fit.converged()) {
      return Optional.empty();
    }
    double[] predicted = new double[x.length];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = fit.model().expectedPurchases(x[i], recency[i], ageDays[i], holdoutDays);
    }
    return Optional.of(predicted);
  }

  /**
   * The next period will be as the last one.
   *
   * @param lastPeriodPurchases purchase days of each customer in the as many days before the
   *     observation end as the holdout has, {@code >= 0}; whether the first purchase counts is the
   *     caller's to say
   */
  public static double[] repeatLastPeriod(int[] lastPeriodPurchases) {
    double[] predicted = new double[lastPeriodPurchases.length];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = lastPeriodPurchases[i];
    }
    return predicted;
  }

  /**
   * Each customer goes on at the own average rate, {@code x / age * holdoutDays}; 0 for a customer
   * of age 0, who has had no time to repeat.
   *
   * @param x repeat purchases, {@code >= 0}
   * @param ageDays days from the first purchase to the observation end, {@code >= 0}
   * @throws IllegalArgumentException when the arrays differ in length
   */
  public static double[] historicalAverage(int[] x, double[] ageDays, int holdoutDays) {
    if (x.length != ageDays.length) {
      throw new IllegalArgumentException(x.length + " counts for " + ageDays.length + " ages");
    }
    double[] predicted = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      predicted[i] = ageDays[i] > 0 ? x[i] / ageDays[i] * holdoutDays : 0;
    }
    return predicted;
  }
}
