package perennial.fitting;

import java.util.Arrays;
import perennial.math.GammaFunctions;

/**
 * Minus the mean log-likelihood of (M)BG/NBD over weighted rows, with its gradient, as a function
 * of {@code log r, log alpha, log a, log b}; {@code alpha} in units of {@code scale}.
 *
 * <p>What depends on x alone is computed once per distinct x, and logarithms of times once per
 * distinct time, which leaves one exponential and one logarithm a row. Each x is summed by itself
 * in the canonical order of the rows, and those sums are added with compensation.
 */
final class BetaGeometricLikelihood implements PurchaseFamily.Likelihood {
  private final int e;
  private final double scale;
  private final double customers;
  private final double[] times;

  /** Per distinct x: the value, and where its rows start; one more start at the end. */
  private final int[] xs;

  private final int[] starts;

  /** Per row. */
  private final int[] recency;

  private final int[] age;
  private final double[] weight;

  /**
   * @param e 0 for BG/NBD, 1 for MBG/NBD
   * @param every take each such row only
   */
  BetaGeometricLikelihood(PurchaseData data, int e, double scale, int every) {
    this.e = e;
    this.scale = scale;
    int rows = (data.rows() + every - 1) / every;
    int[] x = new int[rows];
    double[] recencies = new double[rows];
    double[] ages = new double[rows];
    weight = new double[rows];
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      x[i] = data.x(i * every);
      recencies[i] = data.tx(i * every) / scale;
      ages[i] = data.age(i * every) / scale;
      weight[i] = data.weight(i * every);
      sum += weight[i];
    }
    customers = sum;
    times = distinct(recencies, ages);
    recency = indices(recencies);
    age = indices(ages);
    int[] firstRows = new int[rows + 1];
    int groups = 0;
    for (int i = 0; i < rows; i++) {
      if (i == 0 || x[i] != x[i - 1]) {
        firstRows[groups++] = i;
      }
    }
    xs = new int[groups];
    for (int g = 0; g < groups; g++) {
      xs[g] = x[firstRows[g]];
    }
    starts = Arrays.copyOf(firstRows, groups + 1);
    starts[groups] = rows;
  }

  private static double[] distinct(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    Arrays.sort(all);
    int n = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[n++] = all[i];
      }
    }
    return Arrays.copyOf(all, n);
  }

  private int[] indices(double[] values) {
    int[] indices = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      indices[i] = Arrays.binarySearch(times, values[i]);
    }
    return indices;
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    double r = Math.exp(point[0]);
    double alpha = Math.exp(point[1]);
    double a = Math.exp(point[2]);
    double b = Math.exp(point[3]);
    // Only differences to alpha: log1p and the like keep their digits when alpha is large.
    double[] logs = new double[times.length];
    double[] shares = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      logs[i] = Math.log1p(times[i] / alpha);
      shares[i] = times[i] / (alpha + times[i]);
    }
    CompensatedSums total = new CompensatedSums(5);
    for (int g = 0; g < xs.length; g++) {
      addGroup(g, new double[] {r, point[1], a, b}, logs, shares, total);
    }
    gradient[0] = -total.sum(1) * r / customers;
    gradient[1] = -total.sum(2) / customers; // of log alpha already
    gradient[2] = -total.sum(3) * a / customers;
    gradient[3] = -total.sum(4) * b / customers;
    return -total.sum(0) / customers;
  }

  /**
   * Adds the customers with one x. With {@code k = r + x}, D the logarithm of {@code
   * (alpha+T)/(alpha+tx)} and {@code eta = log(a/(b+x+e-1)) + k D}, a customer has {@code log L =
   * C(x) + r log alpha - k log(alpha+T) + log(1 + exp(eta))}, and {@code gone = 1 - P(alive)} is
   * the derivative of the last term by eta.
   */
  private void addGroup(
      int g, double[] parameters, double[] logs, double[] shares, CompensatedSums total) {
    int x = xs[g];
    double k = parameters[0] + x;
    double a = parameters[2];
    double b = parameters[3];
    boolean mayBeGone = x + e > 0;
    double offset = mayBeGone ? Math.log(a / (b + (x + e - 1))) : Double.NEGATIVE_INFINITY;
    double customersHere = 0;
    double logAge = 0;
    double shareAge = 0;
    double softplus = 0;
    double gone = 0;
    double goneLog = 0;
    double goneShare = 0;
    for (int i = starts[g]; i < starts[g + 1]; i++) {
      double w = weight[i];
      int atAge = age[i];
      customersHere += w;
      logAge += w * logs[atAge];
      shareAge += w * shares[atAge];
      if (mayBeGone) {
        double d = logs[atAge] - logs[recency[i]];
        double eta = offset + k * d;
        double small = Math.exp(-Math.abs(eta));
        double p = (eta > 0 ? 1 : small) / (1 + small) * w;
        // log, which is faster than log1p: what it loses near 1 is nothing beside the other terms.
        softplus += w * (Math.max(eta, 0) + Math.log(1 + small));
        gone += p;
        goneLog += p * d;
        goneShare += p * (shares[atAge] - shares[recency[i]]);
      }
    }
    addGroupSums(
        x,
        parameters,
        new double[] {customersHere, logAge, shareAge, softplus, gone, goneLog, goneShare},
        total);
  }

  private void addGroupSums(int x, double[] parameters, double[] s, CompensatedSums total) {
    double r = parameters[0];
    double a = parameters[2];
    double b = parameters[3];
    double k = r + x;
    int n = x + e;
    double customersHere = s[0];
    double constant =
        GammaFunctions.logGammaRatio(r, x)
            - x * parameters[1]
            + GammaFunctions.logBetaRatio(a, b, n);
    double riseSum = GammaFunctions.digammaRise(a + b, n);
    total.add(0, customersHere * constant - k * s[1] + s[3]);
    total.add(1, customersHere * GammaFunctions.digammaRise(r, x) - s[1] + s[5]);
    total.add(2, k * (s[2] - s[6]) - customersHere * x);
    total.add(3, s[4] / a - customersHere * riseSum);
    total.add(
        4,
        customersHere * (GammaFunctions.digammaRise(b, n) - riseSum)
            - (n == 0 ? 0 : s[4] / (b + (n - 1))));
  }

  /** The log-likelihood that a value of this objective stands for, in the data's unit of time. */
  @Override
  public double logLikelihood(double value) {
    double purchases = 0;
    for (int g = 0; g < xs.length; g++) {
      for (int i = starts[g]; i < starts[g + 1]; i++) {
        purchases += weight[i] * xs[g];
      }
    }
    return -value * customers - purchases * Math.log(scale);
  }
}
