package perennial.model;

/**
 * Counts of Pareto/NBD under many draws, by a recurrence from the largest count down.
 *
 * <p>With {@code k, A} of the rate and {@code s, B} of the dropout after T, {@code z = t/(A+t)},
 * {@code rho = A/B, c = 1 - rho}, the n-th purchase is made by t, while alive, with probability
 * {@code q(n)}, the integral of {@code z^(n-1) (1-z)^(k+s-1) (1-cz)^-s / B(k, n)}. The derivative
 * of {@code z^n (1-z)^(k+s) (1-cz)^(1-s)} gives, for {@code p(n) = q(n) - q(n+1)},
 *
 * <pre>(k+n) p(n) = c (n+1) p(n+1) + s rho q(n+1) + (k+n) NBD(n; t) S(t) rho (B+t)/(A+t)</pre>
 *
 * whose terms are positive where {@code A <= B}; elsewhere an error may grow downwards. What was
 * left out at the start grows like the counts of one watched for ever, which {@code q(0) = 1}
 * tells. Draws for which either matters are taken otherwise.
 */
final class ParetoKernel extends CountKernel {
  private static final double START = 1e-13;
  private static final double CERTAIN = 1e-10;
  private static final int MOST = 1 << 14;

  private final double[] k;
  private final double[] age;
  private final double[] s;
  private final double[] ageOfDropout;

  ParetoKernel(Future[] futures) {
    super(futures.length);
    k = new double[draws];
    age = new double[draws];
    s = new double[draws];
    ageOfDropout = new double[draws];
    for (int d = 0; d < draws; d++) {
      ParetoFuture future = (ParetoFuture) futures[d];
      k[d] = future.k;
      age[d] = future.age;
      s[d] = future.s;
      ageOfDropout[d] = future.ageOfDropout;
    }
  }

  @Override
  int[] fill(double t) {
    double[] z = new double[draws];
    double[] probability = new double[draws];
    double[] boundary = new double[draws];
    double[] c = new double[draws];
    double[] leaving = new double[draws];
    for (int d = 0; d < draws; d++) {
      double mode = (k[d] - 1) * (t / age[d]);
      if (!(t > 0 && mode < MOST)) {
        return all();
      }
      double rho = age[d] / ageOfDropout[d];
      z[d] = t / (age[d] + t);
      c[d] = 1 - rho;
      leaving[d] = s[d] * rho;
      double logStays = -s[d] * Math.log1p(t / ageOfDropout[d]);
      NegativeBinomial all = new NegativeBinomial(k[d], age[d]);
      start(d, (int) Math.max(0, mode), n -> logStays + all.logProbability(n, t));
      boundary[d] = rho * (ageOfDropout[d] + t) / (age[d] + t);
    }
    double[] beyond = new double[draws];
    int last = upwards(z, probability, beyond);
    if (last == MOST) {
      return all();
    }
    boolean[] stable = new boolean[draws];
    for (int d = 0; d < draws; d++) {
      stable[d] = isStable(last, c[d], k[d], beyond[d]);
    }
    downwards(last, c, leaving, boundary, probability, beyond);
    return missed(d -> stable[d] && Math.abs(beyond[d] - 1) < CERTAIN);
  }

  /** Those who stay to the end; nothing is beyond the last of their counts. */
  private int upwards(double[] z, double[] probability, double[] beyond) {
    for (int n = 0; n < MOST; n++) {
      double next = 1.0 / (n + 1);
      begin(n, probability);
      stay(n, next, row(n), k, z, probability, table);
      if (n % 8 == 7 && isUnderWay(n) && isEnd(n + 1, z, probability, beyond)) {
        return n;
      }
    }
    return MOST;
  }

  private static void stay(
      int n, double next, int row, double[] k, double[] z, double[] probability, double[] out) {
    for (int d = 0; d < k.length; d++) {
      double p = probability[d];
      out[row + d] = p;
      probability[d] = p * ((k[d] + n) * z[d] * next);
    }
  }

  /** Bounds what is left from count n on by a geometric series; ratios tend to z. */
  private boolean isEnd(int n, double[] z, double[] probability, double[] beyond) {
    for (int d = 0; d < draws; d++) {
      double ratio = Math.max(z[d], (k[d] + n) / (n + 1) * z[d]);
      if (ratio >= 1) {
        return false;
      }
      beyond[d] = probability[d] / (1 - ratio);
    }
    return mean(beyond) <= START;
  }

  /** Whether an error of the size of what was left out stays small on the way down. */
  private static boolean isStable(int last, double c, double k, double leftOut) {
    double error = leftOut;
    for (int n = last; n >= 0 && c < 0; n--) {
      error *= -c * (n + 1) / (k + n);
      if (!(error < CERTAIN)) {
        return false;
      }
    }
    return true;
  }

  private void downwards(
      int last, double[] c, double[] leaving, double[] boundary, double[] p, double[] q) {
    size = last + 1;
    for (int n = last; n >= 0; n--) {
      step(n, n * draws, k, c, leaving, boundary, p, q, table);
      if (n + 1 == size && n > 1 && mean(q) <= TAIL) {
        size = n;
      }
    }
  }

  private static void step(
      int n,
      int row,
      double[] k,
      double[] c,
      double[] leaving,
      double[] boundary,
      double[] p,
      double[] q,
      double[] out) {
    for (int d = 0; d < k.length; d++) {
      double here =
          (c[d] * (n + 1) * p[d] + leaving[d] * q[d]) / (k[d] + n) + boundary[d] * out[row + d];
      p[d] = here;
      q[d] += here;
      out[row + d] = here;
    }
  }
}
