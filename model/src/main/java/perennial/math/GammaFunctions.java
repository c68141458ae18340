package perennial.math;

import org.apache.commons.numbers.gamma.Digamma;

/**
 * Logarithms of gamma functions in forms that keep their digits when arguments are large.
 *
 * <p>Stirling's series (Abramowitz and Stegun 6.1.41) from 10 upwards, the recurrence below. A
 * difference such as {@code logGamma(r + x) - logGamma(r)} of two numbers near 10^6 is never taken:
 * {@link #logGammaRatio} has the large parts cancelled by algebra.
 */
public final class GammaFunctions {
  private static final double SERIES_START = 10;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  /** Of {@code z^-13, z^-11, ..., z^-1}. */
  private static final double[] SERIES = {
    1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12
  };

  /** Product of two steps below which a difference of four series keeps too few digits. */
  private static final double SMALL_STEPS = 0.01;

  private GammaFunctions() {}

  /**
   * Natural logarithm of the gamma function.
   *
   * @param z {@code > 0}
   * @return absolute error below 4e-15 to 10, relative error below 1e-15 above
   */
  public static double logGamma(double z) {
    if (z >= SERIES_START) {
      return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + series(z);
    }
    double product = 1;
    double shifted = z;
    while (shifted < SERIES_START) {
      product *= shifted++;
    }
    return logGamma(shifted) - Math.log(product);
  }

  /**
   * {@code logGamma(z + d) - logGamma(z)}, the logarithm of Pochhammer's symbol.
   *
   * @param z {@code > 0}
   * @param d {@code >= 0}, whole or not
   * @return error of a few units in the last place of {@code d * log(z + d)}
   */
  public static double logGammaRatio(double z, double d) {
    if (z >= SERIES_START) {
      return (z - 0.5) * Math.log1p(d / z)
          + d * (Math.log(z + d) - 1)
          + (series(z + d) - series(z));
    }
    double quotient = 1;
    double shifted = z;
    while (shifted < SERIES_START) {
      quotient *= shifted / (shifted + d);
      shifted++;
    }
    return logGammaRatio(shifted, d) + Math.log(quotient);
  }

  /**
   * Natural logarithm of the beta function.
   *
   * @param a {@code > 0}
   * @param b {@code > 0}
   */
  public static double logBeta(double a, double b) {
    double small = Math.min(a, b);
    return logGamma(small) - logGammaRatio(Math.max(a, b), small);
  }

  /**
   * {@code logBeta(a, z + t) - logBeta(a, z)}, which is {@code <= 0}: no two large numbers are
   * subtracted, so that a ratio near 1 keeps its digits.
   *
   * @param a {@code > 0}
   * @param z {@code > 0}
   * @param t {@code >= 0} and finite
   * @return relative error below 1e-14
   */
  public static double logBetaRatio(double a, double z, double t) {
    double shifted = z;
    double sum = 0;
    double lost = 0; // by the factors near 1: one logarithm for all
    while (shifted < SERIES_START) {
      double less = a / (shifted + a) * (t / (shifted + t));
      if (less < 0.5) {
        lost += less * (1 - lost);
      } else {
        sum += Math.log(shifted / (shifted + a) * ((shifted + a + t) / (shifted + t)));
      }
      shifted++;
    }
    return sum
        + (lost == 0 ? 0 : Math.log1p(-lost))
        + (shifted - 0.5) * Math.log1p((a / shifted) * (t / (shifted + a + t)))
        - a * Math.log1p(t / (shifted + a))
        - t * Math.log1p(a / (shifted + t))
        + seriesBend(shifted, a, t);
  }

  /**
   * {@code series(z + t) - series(z) - series(z + a + t) + series(z + a)}. For small steps, power
   * by power: with {@code f(z) = z^-n} it is {@code -f(z) [(1 - f(1 + t/z)) (1 - f(1 + a/z)) + f((1
   * + t/z) (1 + a/z)) (e^(n w) - 1)]}, {@code w = log(1 + a t/(z (z + a + t)))}.
   */
  private static double seriesBend(double z, double a, double t) {
    if (Math.min(a, z) * Math.min(t, z) > SMALL_STEPS) {
      return (series(z + t) - series(z)) - (series(z + a + t) - series(z + a));
    }
    double byT = Math.log1p(t / z);
    double byA = Math.log1p(a / z);
    double both = Math.log1p((a / z) * (t / (z + a + t)));
    double sum = 0;
    double power = 1 / z;
    for (int i = SERIES.length - 1, n = 1; i >= 0; i--, n += 2) {
      double steps = Math.expm1(-n * byT) * Math.expm1(-n * byA);
      double cross = Math.exp(-n * (byT + byA)) * Math.expm1(n * both);
      sum -= SERIES[i] * power * (steps + cross);
      power /= z * z;
    }
    return sum;
  }

  /**
   * {@code digamma(z + n) - digamma(z)}.
   *
   * @param z {@code > 0}
   * @param n {@code >= 0}; a sum of reciprocals for few, which keeps its digits for large z
   */
  public static double digammaRise(double z, int n) {
    if (n > 32) {
      return Digamma.value(z + n) - Digamma.value(z);
    }
    double sum = 0;
    for (int j = n - 1; j >= 0; j--) {
      sum += 1 / (z + j);
    }
    return sum;
  }

  /**
   * {@code digamma(z + d) - digamma(z)} for any step, small beside z or not: no two digammas are
   * subtracted.
   *
   * @param z {@code > 0}
   * @param d {@code >= 0} and finite
   */
  public static double digammaStep(double z, double d) {
    double shifted = z;
    double sum = 0;
    while (shifted < SERIES_START) {
      sum += d / shifted / (shifted + d);
      shifted++;
    }
    double half = 0.5 * d / shifted / (shifted + d);
    return sum
        + Math.log1p(d / shifted)
        + half
        + (digammaSeries(shifted) - digammaSeries(shifted + d));
  }

  /** {@code log z - 1/(2z) - digamma(z)}, Abramowitz and Stegun 6.3.18. */
  private static double digammaSeries(double z) {
    double w = 1 / (z * z);
    double sum = -691.0 / 32760;
    sum = sum * w + 1.0 / 132;
    sum = sum * w - 1.0 / 240;
    sum = sum * w + 1.0 / 252;
    sum = sum * w - 1.0 / 120;
    sum = sum * w + 1.0 / 12;
    return sum * w;
  }

  /**
   * What Stirling's formula leaves out: {@code logGamma(z) - ((z - 1/2) log z - z + log(2 pi)/2)}.
   *
   * @param z {@code > 0}
   */
  public static double stirlingRemainder(double z) {
    return z >= SERIES_START
        ? series(z)
        : logGamma(z) - ((z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI);
  }

  private static double series(double z) {
    double w = 1 / (z * z);
    double sum = 0;
    for (double coefficient : SERIES) {
      sum = sum * w + coefficient;
    }
    return sum / z;
  }
}
