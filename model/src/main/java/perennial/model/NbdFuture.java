package perennial.model;

/** A customer who never leaves: purchases are Poisson at a gamma rate. For one thread. */
final class NbdFuture implements Future {
  final double k;
  final double age;
  private final NegativeBinomial counts;
  private double expected;
  private double discounted;

  /**
   * @param k r + x
   * @param age alpha + T
   */
  NbdFuture(double k, double age) {
    this.k = k;
    this.age = age;
    this.counts = new NegativeBinomial(k, age);
  }

  @Override
  public void integrate(double t, double rate) {
    expected = k / age * t;
    double decay = rate * t;
    discounted = decay == 0 ? expected : k / age * (-Math.expm1(-decay) / rate);
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
    return 1;
  }

  @Override
  public double probabilityActive(double t) {
    return -Math.expm1(-k * Math.log1p(t / age));
  }

  @Override
  public int counts(double t, double[] probabilities) {
    return counts.fillUntilEnough(t, probabilities);
  }

  @Override
  public double probabilityAtLeast(int n, double t) {
    return counts.atLeast(n, t);
  }
}
