package perennial.model;

import perennial.math.GammaFunctions;

/**
 * Counts of BG/BB under many draws, by a recurrence from the largest count down.
 *
 * <p>With {@code alpha, beta} of the chance of taking an opportunity after T and {@code gamma,
 * delta} of leaving, the n-th of m opportunities' purchases is made with probability {@code q(n)},
 * the sum over l of {@code choose(l-1, n-1) B(alpha+n, beta+l-n)/B(alpha, beta) B(gamma,
 * delta+l-1)/B(gamma, delta)}. Zeilberger's method (1991), Journal of Symbolic Computation 11(3),
 * 195-204, gives, for {@code p(n) = q(n) - q(n+1)} and {@code n >= 1},
 *
 * <pre>
 * (n+delta-1) (alpha+n) p(n) = gamma (alpha+beta-1) q(n+1) + (n+1) (n+gamma+delta-beta) p(n+1)
 *     + (beta-1) (alpha+n) (m+delta-1)/(m-n+beta-1) S(m) BB(n; m)
 * </pre>
 *
 * with {@code S(m)} of being there at the last opportunity and BB the beta-binomial of one who is.
 * At {@code n = 0} the same gives {@code q(0) = 1 + gamma/(delta-1)}, as if the first opportunity
 * could be missed: it tells whether what was left out at the start is nothing. Where beta is large
 * beside gamma + delta the second term is negative, and an error may grow downwards. Draws for
 * which either matters are taken otherwise.
 */
final class OpportunityKernel extends CountKernel {
  private static final double START = 1e-13;
  private static final double CERTAIN = 1e-10;
  private static final double LEFT_OUT = 1e-16;
  private static final double EXACT = 2e-12;
  private static final double ENOUGH = 1e-12;
  private static final double ROUNDING = 1e-17;

  private final double[] alpha;
  private final double[] beta;
  private final double[] gamma;
  private final double[] delta;
  private final Opportunities opportunities;
  private int rows;

  OpportunityKernel(Future[] futures) {
    super(futures.length);
    alpha = new double[draws];
    beta = new double[draws];
    gamma = new double[draws];
    delta = new double[draws];
    opportunities = ((OpportunityFuture) futures[0]).opportunities;
    for (int d = 0; d < draws; d++) {
      OpportunityFuture future = (OpportunityFuture) futures[d];
      alpha[d] = future.purchases.alpha();
      beta[d] = future.purchases.beta();
      gamma[d] = future.life.gamma();
      delta[d] = future.life.delta();
    }
  }

  @Override
  int[] fill(double t) {
    return fill(opportunities.within(t), START, CERTAIN);
  }

  /**
   * The same for a number of opportunities.
   *
   * @param start probability beyond the count that the recurrence starts from
   * @param certain how near to its {@code q(0)} it has to come
   */
  int[] fill(double m, double start, double certain) {
    double[] probability = new double[draws];
    double[] there = new double[draws];
    double[] beyond = new double[draws];
    if (!(m >= 1 && m < 1 << 20)) {
      return all();
    }
    for (int d = 0; d < draws; d++) {
      double logThere = GammaFunctions.logBetaRatio(gamma[d], delta[d], m - 1);
      BetaBinomial all = new BetaBinomial(alpha[d], beta[d]);
      int mode = (int) Math.min(m, m * all.mean());
      start(d, mode, n -> logThere + all.logCount(n, m));
    }
    int last = upwards((int) m, start, probability, beyond);
    rows = last + 1;
    for (int d = 0; d < draws; d++) {
      there[d] = (beta[d] - 1) * (m + delta[d] - 1);
    }
    return downwards((int) m, last, certain, there, probability, beyond);
  }

  /**
   * As {@link Future#counts}, of a single draw.
   *
   * @return entries filled; 0 where this way is not stable
   */
  int copy(double m, double[] out) {
    if (fill(m, LEFT_OUT, EXACT).length > 0) {
      return 0;
    }
    double left = 1;
    int most = Math.min(rows, out.length);
    for (int n = 0; n < most; n++) {
      out[n] = Math.clamp(table[n], 0, 1);
      left -= out[n];
      if (left < ENOUGH) {
        return n + 1;
      }
    }
    return most;
  }

  /** Those who are there to the end. */
  private int upwards(int m, double start, double[] probability, double[] beyond) {
    for (int n = 0; n < m; n++) {
      begin(n, probability);
      stay(n, m, row(n), alpha, beta, probability, table);
      if (n % 8 == 7 && isUnderWay(n) && isEnd(n + 1, m, start, probability, beyond)) {
        return n;
      }
    }
    begin(m, probability);
    int row = row(m);
    System.arraycopy(probability, 0, table, row, draws);
    return m;
  }

  private static void stay(
      int n, int m, int row, double[] alpha, double[] beta, double[] probability, double[] out) {
    double share = (double) (m - n) / (n + 1);
    double misses = m - n - 1;
    for (int d = 0; d < alpha.length; d++) {
      double p = probability[d];
      out[row + d] = p;
      probability[d] = p * (share * (alpha[d] + n) / (beta[d] + misses));
    }
  }

  /**
   * Bounds what is left from count n on by a geometric series. With beta below 1 the probabilities
   * may rise again to the end.
   */
  private boolean isEnd(int n, int m, double start, double[] probability, double[] beyond) {
    for (int d = 0; d < draws; d++) {
      double most = (m - n) / (beta[d] + (m - n - 1));
      double ratio = Math.max(most, most * (alpha[d] + n) / (n + 1));
      if (beta[d] < 1 || ratio >= 1) {
        return false;
      }
      beyond[d] = probability[d] / (1 - ratio);
    }
    return mean(beyond) <= start;
  }

  private int[] downwards(
      int m, int last, double certain, double[] boundary, double[] p, double[] q) {
    size = last + 1;
    int from = last;
    boolean[] stable = new boolean[draws];
    for (int d = 0; d < draws; d++) {
      stable[d] = isStable(d, last, q[d], certain);
    }
    if (last == m) { // 0/0 at beta = 1: whoever takes all is there to the end
      System.arraycopy(table, m * draws, p, 0, draws);
      System.arraycopy(p, 0, q, 0, draws);
      from = m - 1;
    }
    for (int n = from; n >= 1; n--) {
      step(n, m - n - 1, n * draws, boundary, p, q);
      if (n + 1 == size && n > 1 && mean(q) <= TAIL) {
        size = n;
      }
    }
    double[] some = q.clone();
    step(0, m - 1, 0, boundary, p, q);
    for (int d = 0; d < draws; d++) {
      table[d] = Math.max(0, 1 - some[d]);
    }
    return missed(d -> {
      double expected = 1 + gamma[d] / (delta[d] - 1);
      return stable[d] && Math.abs(q[d] - expected) < certain * Math.min(expected, 1e3);
    });
  }

  /** Whether an error of the size of what was left out stays small on the way down. */
  private boolean isStable(int d, int last, double leftOut, double certain) {
    double error = Math.max(leftOut, ROUNDING);
    double negative = beta[d] - gamma[d] - delta[d];
    for (int n = Math.min(last, (int) Math.clamp(negative, 0, 1e9)); n > 0; n--) {
      error *= (n + 1) / (alpha[d] + n) * (Math.abs(negative - n) / (n + delta[d] - 1));
      if (!(error < certain)) {
        return false;
      }
    }
    return true;
  }

  private void step(int n, double misses, int row, double[] boundary, double[] p, double[] q) {
    double[] a = alpha;
    double[] b = beta;
    double[] g = gamma;
    double[] e = delta;
    double[] out = table;
    for (int d = 0; d < a.length; d++) {
      double after = g[d] * (a[d] + b[d] - 1) * q[d] + (n + 1) * (n + g[d] + e[d] - b[d]) * p[d];
      double here =
          (after / (a[d] + n) + boundary[d] * out[row + d] / (b[d] + misses)) / (n + e[d] - 1);
      p[d] = here;
      q[d] += here;
      out[row + d] = here;
    }
  }
}
