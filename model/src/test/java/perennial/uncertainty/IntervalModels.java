package perennial.uncertainty;

import java.time.LocalDate;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/** Models with covariances as fits to CDNOW's sample give them, for tests of intervals. */
public final class IntervalModels {
  public static final double[] PURCHASES = {.52484307, 6.18308471, .89135955, 1.6140029};
  public static final double[] PURCHASE_ERRORS = {.083268, .695619, .154789, .537491};
  public static final double[][] PURCHASE_CORRELATION = {
    {1, .75, -.3, -.1}, {.75, 1, -.1, -.05}, {-.3, -.1, 1, .9}, {-.1, -.05, .9, 1}
  };
  public static final double[] SPEND = {6.24934918, 3.74425633, 15.44430668};
  public static final double[] SPEND_ERRORS = {1.2, .35, 3.5};
  public static final double[][] SPEND_CORRELATION = {{1, -.1, -.9}, {-.1, 1, .45}, {-.9, .45, 1}};

  private IntervalModels() {}

  /** Standard errors times this; 0 gives a covariance of zeros, NaN none. */
  public static BtydModel cdnow(double errors) {
    return cdnow(errors, 0);
  }

  public static BtydModel cdnow(double errors, double annualRate) {
    return new BtydModel(
        new MbgNbd(PURCHASES[0], PURCHASES[1], PURCHASES[2], PURCHASES[3]),
        covariance(PURCHASE_ERRORS, PURCHASE_CORRELATION, errors),
        new GammaGamma(SPEND[0], SPEND[1], SPEND[2]),
        covariance(SPEND_ERRORS, SPEND_CORRELATION, errors),
        SpendOrders.REPEAT,
        TimeUnit.WEEK,
        new ValueTerms("USD", annualRate, 1),
        LocalDate.of(1997, 9, 30));
  }

  public static Covariance covariance(double[] errors, double[][] correlation, double scale) {
    if (Double.isNaN(scale)) {
      return Covariance.UNKNOWN;
    }
    int n = errors.length;
    double[] rowMajor = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      rowMajor[i] = scale * scale * errors[i / n] * errors[i % n] * correlation[i / n][i % n];
    }
    return Covariance.ofRowMajor(rowMajor);
  }
}
