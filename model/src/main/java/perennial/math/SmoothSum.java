package perennial.math;

/**
 * Sums of positive, smooth terms over whole numbers, in a time that does not grow with their count.
 *
 * <p>The first {@value #DIRECT} terms are added one by one. Of the rest the Euler-Maclaurin formula
 * (DLMF 2.10.1) makes an integral and corrections at its ends, to the third derivative: {@value
 * #DIRECT} terms on, the terms change so slowly, or are so small beside the sum, that the fifth is
 * below rounding. The integral is over {@code y = log(j - from + 1)}, by Gauss panels that are
 * halved until both halves agree with the whole.
 */
public final class SmoothSum {
  private static final int DIRECT = 4096;
  private static final double LARGE = 0x1p600;
  private static final double LOG_LARGE = 600 * Math.log(2);
  private static final double NEGLIGIBLE = 0x1p-60;

  /** A panel this close to its halves leaves the halves an error 2^-32 times smaller. */
  private static final double AGREEMENT = 1e-9;

  private static final double MAX_DROP = 16;
  private static final double FIRST_WIDTH = 0.5;
  private static final double LEAST_WIDTH = 1e-9;
  private static final int MAX_PANELS = 4000;

  private final SmoothTerms terms;
  private final double from;
  private final double to;

  private SmoothSum(SmoothTerms terms, double from, double to) {
    this.terms = terms;
    this.from = from;
    this.to = to;
  }

  /**
   * Logarithm of the sum of the terms at {@code from, from + 1, ..., to}.
   *
   * @param to whole steps from {@code from}; below it the sum is empty, and its logarithm minus
   *     infinity
   * @return such that the sum has a relative error of about 1e-13
   */
  public static double log(SmoothTerms terms, double from, double to) {
    return to < from ? Double.NEGATIVE_INFINITY : new SmoothSum(terms, from, to).log();
  }

  private double log() {
    double scale = terms.log(from);
    double term = 1;
    double sum = 1;
    double last = Math.min(to, from + DIRECT);
    for (double j = from; j < last; j++) {
      double ratio = terms.ratio(j);
      term *= ratio;
      sum += term;
      if (sum > LARGE) {
        sum /= LARGE;
        term /= LARGE;
        scale += LOG_LARGE;
      }
      if (ratio < 1 && term * (to - j) <= NEGLIGIBLE * sum) {
        return scale + Math.log(sum);
      }
    }
    double direct = scale + Math.log(sum);
    return last < to ? logAdd(direct, tail(last, direct)) : direct;
  }

  /** Logarithm of the sum over {@code (a, to]}. */
  private double tail(double a, double direct) {
    double mode = mode(a);
    double scale = Math.max(terms.log(mode), direct);
    double integral = side(mode, to, 1, scale) + side(mode, a, -1, scale);
    return scale + Math.log(Math.max(0, integral + end(to, scale) - end(a, scale)));
  }

  /** Half the term, and the corrections by its first and third derivatives. */
  private double end(double j, double scale) {
    double g = Math.exp(terms.log(j) - scale);
    double slope = terms.log(j + 0.5) - terms.log(j - 0.5);
    return g == 0 ? 0 : g * (0.5 + slope / 12 - slope * slope * slope / 720);
  }

  private double mode(double a) {
    double low = y(a);
    double high = y(to);
    if (slope(low) <= 0) {
      return a;
    }
    if (slope(high) >= 0) {
      return to;
    }
    while (high - low > 1e-6) {
      double middle = 0.5 * (low + high);
      if (slope(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return j(low);
  }

  private double slope(double y) {
    return terms.log(j(y + 1e-4)) - terms.log(j(y - 1e-4));
  }

  /** The integral from the mode to an end, until what is left cannot be seen. */
  private double side(double mode, double end, int direction, double scale) {
    double at = y(mode);
    double last = y(end);
    double width = FIRST_WIDTH;
    double sum = 0;
    double logAt = height(at);
    for (int panel = 0; panel < MAX_PANELS && direction * (last - at) > 0; panel++) {
      width = Math.min(width, Math.abs(last - at));
      double next = at + direction * width;
      while (width > LEAST_WIDTH && Math.abs(logAt - height(next)) > MAX_DROP) {
        width /= 2;
        next = at + direction * width;
      }
      double middle = 0.5 * (at + next);
      double whole = gauss(at, next, scale);
      double halves = gauss(at, middle, scale) + gauss(middle, next, scale);
      if (width > LEAST_WIDTH && Math.abs(whole - halves) > AGREEMENT * (sum + halves)) {
        width /= 2;
        continue;
      }
      sum += halves;
      double logNext = height(next);
      double left = Math.exp(logNext - scale) * Math.abs(last - next);
      if (logNext < logAt && left <= NEGLIGIBLE * sum) {
        break;
      }
      at = next;
      logAt = logNext;
      width *= 2;
    }
    return sum;
  }

  private double gauss(double y0, double y1, double scale) {
    double sum = 0;
    for (int i = 0; i < GaussLegendre.NODES; i++) {
      double y = y0 + 0.5 * (y1 - y0) * (1 + GaussLegendre.node(i));
      sum += GaussLegendre.weight(i) * Math.exp(height(y) - scale);
    }
    return 0.5 * Math.abs(y1 - y0) * sum;
  }

  /** Logarithm of the integrand over y. */
  private double height(double y) {
    return terms.log(j(y)) + y;
  }

  private double y(double j) {
    return Math.log1p(j - from);
  }

  private double j(double y) {
    return from + Math.expm1(y);
  }

  private static double logAdd(double a, double b) {
    double larger = Math.max(a, b);
    return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }
}
