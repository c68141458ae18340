package perennial.model;

import perennial.math.GammaFunctions;
import perennial.math.GaussLegendre;

/**
 * How many purchases a customer makes who is alive at T under Pareto/NBD.
 *
 * <p>The counts are a mixture of negative binomials over the time the customer stays,
 *
 * <pre>P(n; t) = S(t) NBD(n; t) + integral of f(u) NBD(n; u) over u in (0, t)</pre>
 *
 * with {@code S(u) = (1 + u/B)^-s} and f its density. In {@code y = log(1 + u/m), m = min(A, B)},
 * {@code NBD(n; u)} is a bell that is nowhere narrower than {@code sqrt(z/k), z = u/(A+u)}: Gauss
 * panels of some such widths give every count at once to 1e-13. At a node only the counts are
 * visited that are not negligible there, so that the work grows with the counts and not with their
 * square. For one thread.
 */
final class ParetoCounts {
  private static final double ENOUGH = 1e-12;
  private static final double NEGLIGIBLE = 1e-19;

  /** Widths of the bell on one panel. */
  private static final double BELLS = 5;

  private static final double MAX_WIDTH = 2;
  private static final double MAX_DECAY = 12;

  /** Probabilities to here can be reached by recurrence from 0 without underflow. */
  private static final double MAX_EXPONENT = 600;

  private final double k;
  private final double age;
  private final double s;
  private final double ageOfDropout;

  ParetoCounts(double k, double age, double s, double ageOfDropout) {
    this.k = k;
    this.age = age;
    this.s = s;
    this.ageOfDropout = ageOfDropout;
  }

  /** As {@link Future#counts}. */
  int fill(double t, double[] out) {
    // Whoever stays buys no less than one who may leave: nothing is beyond these.
    int most = new NegativeBinomial(k, age).fillUntilEnough(t, out);
    double stays = Math.exp(-s * Math.log1p(t / ageOfDropout));
    double[] ratio = new double[most];
    for (int n = 0; n < most; n++) {
      out[n] *= stays;
      ratio[n] = (k + n) / (n + 1);
    }
    double smaller = Math.min(age, ageOfDropout);
    double end = Math.log1p(t / smaller);
    double from = 0;
    while (from < end) {
      double width = Math.min(end - from, width(Math.expm1(from) * smaller, smaller));
      addPanel(from, width, smaller, ratio, out);
      from += width;
      double left = Math.exp(-s * Math.log1p(smaller * Math.expm1(from) / ageOfDropout));
      if (left - stays < NEGLIGIBLE) {
        break;
      }
    }
    return filled(most, out);
  }

  private static int filled(int most, double[] out) {
    double left = 1;
    for (int n = 0; n < most; n++) {
      left -= out[n];
      if (left < ENOUGH) {
        return n + 1;
      }
    }
    return most;
  }

  private double width(double u, double smaller) {
    double z = u / (age + u);
    double bell = Math.max(1 / k, Math.sqrt(z / k)) * (age + u) / (smaller + u);
    double decay = (s + 1) * (smaller + u) / (ageOfDropout + u);
    return Math.min(MAX_WIDTH, Math.min(BELLS * bell, MAX_DECAY / decay));
  }

  private void addPanel(double from, double width, double smaller, double[] ratio, double[] out) {
    for (int i = 0; i < GaussLegendre.NODES; i++) {
      double e = Math.expm1(from + 0.5 * width * (1 + GaussLegendre.node(i)));
      double u = smaller * e;
      double density = s / ageOfDropout * Math.exp(-(s + 1) * Math.log1p(u / ageOfDropout));
      double w = 0.5 * width * GaussLegendre.weight(i) * density * smaller * (1 + e);
      if (w > NEGLIGIBLE) {
        addNode(u, w, ratio, out);
      }
    }
  }

  /** Adds w times NBD(n; u). */
  private void addNode(double u, double w, double[] ratio, double[] out) {
    double z = u / (age + u);
    double none = k * Math.log1p(u / age);
    int last = ratio.length - 1;
    if (none < MAX_EXPONENT) {
      addUp(0, w * Math.exp(-none), z, ratio, out);
      return;
    }
    int start = (int) Math.clamp((k - 1) * (u / age), 0, last);
    double atStart = w * new NegativeBinomial(k, age).probability(start, u);
    addUp(start, atStart, z, ratio, out);
    double p = atStart;
    for (int n = start - 1; n >= 0 && p > NEGLIGIBLE; n--) {
      p /= ratio[n] * z;
      out[n] += p;
    }
  }

  private static void addUp(int start, double first, double z, double[] ratio, double[] out) {
    double p = first;
    for (int n = start; n < ratio.length; n++) {
      out[n] += p;
      double step = ratio[n] * z;
      p *= step;
      if (p < NEGLIGIBLE && step < 1) {
        break;
      }
    }
  }

  /**
   * Probability of at least n: the n-th purchase comes while alive. The integrand of the time u of
   * it is log-concave in log u.
   */
  double atLeast(int n, double t) {
    if (t == 0) {
      return 0;
    }
    double constant = -GammaFunctions.logBeta(k, n);
    double top = Math.log(t / age);
    double mode = mode(n, top);
    double peak = exponent(mode, n);
    double sum = side(mode, top, n, peak) + side(mode, Double.NEGATIVE_INFINITY, n, peak);
    return Math.min(1, Math.exp(constant + peak) * sum);
  }

  /** Of {@code u^n (1 + u)^-(k+n) S}, {@code u = e^w}, times of A. */
  private double exponent(double w, int n) {
    double u = Math.exp(w);
    // The smaller exponential of the two, so that neither overflows.
    double bell = w < 0 ? n * w - (k + n) * Math.log1p(u) : -k * w - (k + n) * Math.log1p(1 / u);
    return bell - s * Math.log1p(age / ageOfDropout * u);
  }

  private double slope(double w, int n) {
    double u = Math.exp(w);
    double rho = age / ageOfDropout;
    return n - (k + n) * (u / (1 + u)) - s * (rho * u / (1 + rho * u));
  }

  private double mode(int n, double top) {
    if (slope(top, n) >= 0) {
      return top;
    }
    double high = top;
    double width = 1;
    double low = high - width;
    while (slope(low, n) < 0) {
      width *= 2;
      low = high - width;
    }
    for (int i = 0; i < 60 && high - low > 1e-4; i++) {
      double middle = 0.5 * (low + high);
      if (slope(middle, n) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  private double side(double mode, double limit, int n, double peak) {
    int direction = limit > mode ? 1 : -1;
    double from = mode;
    double atFrom = peak;
    double sum = 0;
    double width = MAX_WIDTH;
    while (atFrom > peak - 45 && from != limit) {
      width = Math.min(2 * width, MAX_WIDTH);
      double to = step(from, direction * width, limit);
      double atTo = exponent(to, n);
      while (atFrom - atTo > MAX_DECAY) {
        width *= Math.max(0.25, 0.9 * MAX_DECAY / (atFrom - atTo));
        to = step(from, direction * width, limit);
        atTo = exponent(to, n);
      }
      double half = 0.5 * (to - from);
      double panel = 0;
      for (int i = 0; i < GaussLegendre.NODES; i++) {
        double w = from + half * (1 + GaussLegendre.node(i));
        panel += GaussLegendre.weight(i) * Math.exp(exponent(w, n) - peak);
      }
      sum += Math.abs(half) * panel;
      from = to;
      atFrom = atTo;
    }
    return sum;
  }

  private static double step(double from, double by, double limit) {
    double to = from + by;
    return by > 0 ? Math.min(to, limit) : Math.max(to, limit);
  }
}
