package perennial.model;

import perennial.math.PowerProduct;

/**
 * A customer who leaves at an exponential time of gamma rate, whatever the purchases. For one
 * thread.
 *
 * <p>Given alive at T, the purchase rate is {@code Gamma(k, A)}, {@code k = r+x, A = alpha+T}, and
 * independent of it the dropout rate {@code Gamma(s, B)}, {@code B = beta+T}: the time left is
 * Lomax, {@code S(t) = (1 + t/B)^-s}.
 */
final class ParetoFuture implements Future {
  private static final double FOR_EVER = 45;

  final double k;
  final double age;
  final double s;
  final double ageOfDropout;
  private double expected;
  private double discounted;

  /**
   * @param k r + x
   * @param age alpha + T
   * @param ageOfDropout beta + T
   */
  ParetoFuture(double k, double age, double s, double ageOfDropout) {
    this.k = k;
    this.age = age;
    this.s = s;
    this.ageOfDropout = ageOfDropout;
  }

  /**
   * The expectation is {@code k/A} times the integral of S; S times the discount, by quadrature.
   */
  @Override
  public void integrate(double t, double rate) {
    expected = k / age * expectedLife(t);
    if (rate == 0) {
      discounted = expected;
      return;
    }
    double end = Math.min(t, FOR_EVER / rate); // what is discounted by e^-45 is nothing
    double life = new PowerProduct().integrate(0, ageOfDropout, s, ageOfDropout, rate, end);
    discounted = Math.min(expected, k / age * life);
  }

  /** {@code B (1 - (1 + t/B)^(1-s))/(s-1)}, at {@code s = 1} its limit. */
  private double expectedLife(double t) {
    if (t == Double.POSITIVE_INFINITY) {
      return s > 1 ? ageOfDropout / (s - 1) : t;
    }
    double log = Math.log1p(t / ageOfDropout);
    double z = (1 - s) * log;
    return ageOfDropout * log * (z == 0 ? 1 : Math.expm1(z) / z);
  }

  @Override
  public double expected() {
    return expected;
  }

  @Override
  public double discounted() {
    return discounted;
  }

  @Override
  public double probabilityAliveAt(double t) {
    return Math.exp(-s * Math.log1p(t / ageOfDropout));
  }

  /**
   * The first purchase comes while alive: {@code k/A} times the integral of its density times S.
   */
  @Override
  public double probabilityActive(double t) {
    return Math.min(1, k / age * new PowerProduct().integrate(k + 1, age, s, ageOfDropout, 0, t));
  }

  @Override
  public int counts(double t, double[] probabilities) {
    return new ParetoCounts(k, age, s, ageOfDropout).fill(t, probabilities);
  }

  @Override
  public double probabilityAtLeast(int n, double t) {
    if (n <= 1) {
      return n == 0 ? 1 : probabilityActive(t);
    }
    return new ParetoCounts(k, age, s, ageOfDropout).atLeast(n, t);
  }
}
