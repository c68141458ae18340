package perennial.math;

/**
 * Means over a beta distribution by quadrature, for parameters at which no series is both fast and
 * exact.
 *
 * <p>In {@code y = logit(p) - log(a/b)} the density is {@code exp(a y - c log(1 + (a/c)(e^y -
 * 1)))}, {@code c = a + b}, times a constant that Stirling's formula gives without large terms. The
 * integrand is log-concave around its mode; Gauss panels go out from there to both sides until it
 * has fallen by e^45. A panel is as wide as the distance to the nearest complex singularity allows,
 * and the integrand changes by at most e^{@value #MAX_CHANGE} on it.
 */
final class LogitBetaQuadrature {
  private static final double MAX_CHANGE = 10;
  private static final double NEGLIGIBLE = 45;
  private static final double INNER_WIDTH = 1.5;
  private static final double MAX_EXPONENT = 600;

  private final double a;
  private final double b;
  private final double p0;
  private final double q0;
  private final double logScale;

  LogitBetaQuadrature(double a, double b) {
    this.a = a;
    this.b = b;
    this.p0 = a / (a + b);
    this.q0 = b / (a + b);
    this.logScale =
        0.5 * Math.log(a * q0 / (2 * Math.PI))
            - (GammaFunctions.stirlingRemainder(a)
                + GammaFunctions.stirlingRemainder(b)
                - GammaFunctions.stirlingRemainder(a + b));
  }

  /** Mean of {@code (1 + p u)^-k}; relative error below 1e-13 to {@code a, b, k = 1e5}. */
  double powerMean(double k, double u) {
    double mode = mode(k, u);
    double peak = exponent(mode, k, u);
    double half = -Math.log(a / b); // where p is one half
    double right = Math.max(mode, half);
    double left = Math.min(mode, half - Math.log1p(u));
    double sum = side(mode, 1, right, peak, k, u) + side(mode, -1, left, peak, k, u);
    return Math.exp(peak + logScale) * sum;
  }

  private double side(
      double mode, int direction, double lastFeature, double peak, double k, double u) {
    double sum = 0;
    double from = mode;
    double atFrom = peak;
    double width = INNER_WIDTH;
    while (atFrom > peak - NEGLIGIBLE) {
      double outside = 0.75 * direction * (from - lastFeature);
      width = Math.min(2 * width, Math.max(INNER_WIDTH, outside));
      double to = from + direction * width;
      double atTo = exponent(to, k, u);
      while (atFrom - atTo > MAX_CHANGE) {
        width /= 2;
        to = from + direction * width;
        atTo = exponent(to, k, u);
      }
      sum += panel(Math.min(from, to), width, peak, k, u);
      from = to;
      atFrom = atTo;
    }
    return sum;
  }

  private double panel(double start, double width, double peak, double k, double u) {
    double sum = 0;
    for (int i = 0; i < GaussLegendre.NODES; i++) {
      double y = start + 0.5 * width * (1 + GaussLegendre.node(i));
      sum += GaussLegendre.weight(i) * Math.exp(exponent(y, k, u) - peak);
    }
    return 0.5 * width * sum;
  }

  private double exponent(double y, double k, double u) {
    return logDensity(y) - k * Math.log1p(probability(y) * u);
  }

  /** {@code a y - (a+b) log(q0 + p0 e^y)}, written so that the smaller of p0 and q0 is not lost. */
  private double logDensity(double y) {
    if (p0 <= q0) {
      return y < MAX_EXPONENT
          ? a * y - (a + b) * Math.log1p(p0 * Math.expm1(y))
          : -b * y - (a + b) * Math.log(p0);
    }
    return y > -MAX_EXPONENT
        ? -b * y - (a + b) * Math.log1p(q0 * Math.expm1(-y))
        : a * y - (a + b) * Math.log(q0);
  }

  private double probability(double y) {
    return p0 / (p0 + q0 * Math.exp(-y));
  }

  private double slope(double y, double k, double u) {
    double p = probability(y);
    return a - (a + b) * p - k * p * (1 - p) * u / (1 + p * u);
  }

  private double mode(double k, double u) {
    double low = -1;
    while (slope(low, k, u) < 0) {
      low *= 2;
    }
    double high = 0; // without the power the mode is at 0, and the power moves it down
    for (int i = 0; i < 100 && high - low > 1e-3 * INNER_WIDTH; i++) {
      double middle = 0.5 * (low + high);
      if (slope(middle, k, u) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }
}
