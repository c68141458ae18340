package perennial.model;

import java.util.Arrays;

/**
 * Counts of NBD, BG/NBD, MBG/NBD and the CNBD-k of both under many draws.
 *
 * <p>Of C sub-events since the last purchase, fewer than k fell into the silence D before T. Given
 * C and the rates' draw they are spread evenly, so that with {@code K} the shape of the rate,
 * {@code A} its age, {@code z = t/(A+t)} and {@code p0} the probability of none of the fewer than k
 * by T,
 *
 * <pre>
 * P(C = c) = p0 (1-z)^K Gamma(K+c)/(Gamma(K) c!) z^c h(c),   h(c) = sum of choose(c, j) (D/t)^j over j &lt; k
 * </pre>
 *
 * where h is the same for every draw. {@code n} purchases are made by those who leave at the n-th
 * and by those who stay but have not had enough sub-events for one more.
 */
final class RenewalKernel extends CountKernel {
  private static final double LEAST_FIRST = 1e-40;
  private static final double FARTHEST = 1 << 18;

  private final double[] shape;
  private final double[] age;
  private final double[] a;
  private final double[] b;
  private final double[] first;
  private int k = 1;
  private double silence;

  RenewalKernel(Future[] futures) {
    super(futures.length);
    shape = new double[draws];
    age = new double[draws];
    a = new double[draws];
    b = new double[draws];
    first = new double[draws];
    Arrays.fill(b, 1);
    Arrays.fill(first, 1);
    for (int d = 0; d < draws; d++) {
      set(d, futures[d]);
    }
  }

  private void set(int d, Future future) {
    switch (future) {
      case NbdFuture f -> {
        shape[d] = f.k;
        age[d] = f.age;
      }
      case FuturePurchases f -> {
        shape[d] = f.k;
        age[d] = f.age;
        a[d] = f.a;
        b[d] = f.b;
      }
      case ErlangFuture f -> {
        k = f.k;
        silence = f.silence;
        shape[d] = f.shape;
        age[d] = f.age;
        a[d] = f.a;
        b[d] = f.b;
        first[d] = f.probabilityNoneBefore();
      }
      case ParetoFuture _, OpportunityFuture _, ContractFuture _ ->
          throw new IllegalArgumentException("no renewals: " + future);
    }
  }

  @Override
  int[] fill(double t) {
    double[] z = new double[draws];
    for (int d = 0; d < draws; d++) {
      double logFirst = Math.log(first[d]);
      double mode = (shape[d] - 1) * (t / age[d]);
      if (!(t > 0 && first[d] > LEAST_FIRST && mode < FARTHEST)) {
        return all();
      }
      z[d] = t / (age[d] + t);
      NegativeBinomial all = new NegativeBinomial(shape[d], age[d]);
      start(d, (int) Math.max(0, mode), c -> logFirst + all.logProbability(c, t));
    }
    fill(t, z, new double[draws]);
    return new int[0];
  }

  private void fill(double t, double[] z, double[] events) {
    double[] here = new double[draws];
    double[] survival = new double[draws];
    double[] enough = new double[draws];
    double[] left = new double[draws];
    Arrays.fill(survival, 1);
    Arrays.fill(enough, 1);
    Arrays.fill(left, 1);
    for (int n = 0; n < 4 || n % 4 > 0 || !isUnderWay(n * k) || !isEnough(n, mean(left)); n++) {
      Arrays.fill(here, 0);
      for (int c = n * k; c < (n + 1) * k; c++) {
        begin(c, events);
        addEvents(c, spread(c, t), shape, z, events, here);
      }
      addRow(n, row(n), here, survival, enough, left);
      size = n + 1;
    }
  }

  /** h(c). */
  private double spread(int c, double t) {
    double term = 1;
    double sum = 1;
    for (int j = 1; j < k && j <= c; j++) {
      term *= (c - j + 1.0) / j * (silence / t);
      sum += term;
    }
    return sum;
  }

  private static void addEvents(
      int c, double spread, double[] shape, double[] z, double[] events, double[] here) {
    double next = 1.0 / (c + 1);
    for (int d = 0; d < here.length; d++) {
      double e = events[d];
      here[d] += spread * e;
      events[d] = e * ((shape[d] + c) * z[d] * next);
    }
  }

  private void addRow(
      int n, int row, double[] here, double[] survival, double[] enough, double[] left) {
    if (n > 0) {
      leave(n - 1, row, a, b, here, survival, enough, left, table);
      return;
    }
    System.arraycopy(here, 0, table, row, draws);
    for (int d = 0; d < draws; d++) {
      enough[d] -= here[d];
      left[d] -= here[d];
    }
  }

  /** Arrays as parameters: such loops are compiled for several draws at a time. */
  private static void leave(
      double before,
      int row,
      double[] a,
      double[] b,
      double[] here,
      double[] survival,
      double[] enough,
      double[] left,
      double[] out) {
    for (int d = 0; d < here.length; d++) {
      double s = survival[d] / (a[d] + b[d] + before);
      double stays = s * (b[d] + before);
      double p = s * a[d] * Math.max(0, enough[d]) + stays * here[d];
      survival[d] = stays;
      enough[d] -= here[d];
      left[d] -= p;
      out[row + d] = p;
    }
  }
}
