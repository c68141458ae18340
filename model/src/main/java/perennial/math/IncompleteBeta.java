package perennial.math;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The regularized incomplete beta function {@code I_w(a, b)} for many evaluations at the same
 * {@code (a, b)}: the caller keeps {@code ln B(a, b)} and has the density anyway.
 *
 * <p>The continued fraction DLMF 8.17.22; above {@value #LARGE} for both parameters the normal
 * approximation of Peizer and Pratt (1968), Journal of the American Statistical Association 63,
 * 1416-1456. Absolute error below 1e-9, and below 2e-6 where the approximation answers.
 */
public final class IncompleteBeta {
  private static final int LARGE = 300;
  private static final double ENOUGH = 1e-11;
  private static final double TINY = 1e-100;
  private static final double HUGE = 1e100;
  private static final int MAX_TERMS = 5_000;

  private IncompleteBeta() {}

  /**
   * @param a {@code > 0}
   * @param b {@code > 0}
   * @param logOdds {@code ln(w / (1 - w))}
   * @param power {@code w^a (1-w)^b / B(a, b)}, the density with respect to {@code logOdds}
   * @return in {@code [0, 1]}
   */
  public static double value(double a, double b, double logOdds, double power) {
    double w = 1 / (1 + Math.exp(-logOdds));
    double v = 1 / (1 + Math.exp(logOdds));
    if (a > LARGE && b > LARGE) {
      return normal(a, b, w, v);
    }
    return w < (a + 1) / (a + b + 2)
        ? Math.min(1, power / a * fraction(a, b, w))
        : Math.max(0, 1 - power / b * fraction(b, a, v));
  }

  /**
   * The fraction without its factor {@code w^a (1-w)^b / (a B(a, b))}, by the recurrences of
   * numerators and denominators (Wallis): one division a term, and none waits for another.
   */
  private static double fraction(double a, double b, double w) {
    double numeratorBefore = 1;
    double denominatorBefore = 1;
    double numerator = 1;
    double denominator = 1 - (a + b) * w / (a + 1);
    for (int m = 1; m < MAX_TERMS; m++) {
      double c = a + 2 * m;
      double scale = w / (((c - 1) * (c + 1)) * c);
      double even = m * (b - m) * (c + 1) * scale;
      double odd = -(a + m) * (a + b + m) * (c - 1) * scale;
      double evenNumerator = numerator + even * numeratorBefore;
      double evenDenominator = denominator + even * denominatorBefore;
      numeratorBefore = evenNumerator;
      denominatorBefore = evenDenominator;
      numerator = evenNumerator + odd * numerator;
      denominator = evenDenominator + odd * denominator;
      double change = numerator * evenDenominator - evenNumerator * denominator;
      if (Math.abs(change) <= ENOUGH * Math.abs(numerator * evenDenominator)) {
        break;
      }
      if (Math.abs(denominator) > HUGE || Math.abs(denominator) < TINY) {
        double by = 1 / denominator;
        numerator *= by;
        numeratorBefore *= by;
        denominatorBefore *= by;
        denominator = 1;
      }
    }
    return numerator / denominator;
  }

  private static double normal(double a, double b, double w, double v) {
    double n = a + b - 1;
    double above = b - 0.5;
    double below = a - 0.5;
    double distance = above - n * v;
    double d = b - 1.0 / 3 - (a + b - 2.0 / 3) * v;
    double divergence = above * logRatio(above, n * v) + below * logRatio(below, n * w);
    double z =
        distance == 0
            ? d * Math.sqrt((1 / (n * w * v)) / (1 + 1 / (6 * n)))
            : d / Math.abs(distance) * Math.sqrt(2 * Math.max(0, divergence) / (1 + 1 / (6 * n)));
    return 0.5 * Erfc.value(-z / Math.sqrt(2));
  }

  private static double logRatio(double x, double y) {
    return Math.log1p((x - y) / y);
  }
}
