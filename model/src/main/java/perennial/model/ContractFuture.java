package perennial.model;

/** A customer under contract: renewals at whole times until the first one that is missed. */
final class ContractFuture implements Future {
  private final Lifetime life;
  private final Opportunities renewals;
  private double expected;
  private double discounted;

  /**
   * @param life of one who is a customer after the renewals so far
   */
  ContractFuture(Lifetime life, Opportunities renewals) {
    this.life = life;
    this.renewals = renewals;
  }

  @Override
  public void integrate(double t, double rate) {
    double count = renewals.within(t);
    expected =
        Double.isInfinite(t)
            ? Double.POSITIVE_INFINITY
            : life.discounted(count, renewals.untilNext(), 0);
    discounted = life.discounted(count, renewals.untilNext(), rate);
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
    return survival(renewals.within(t));
  }

  @Override
  public double probabilityActive(double t) {
    return probabilityAtLeast(1, t);
  }

  @Override
  public int counts(double t, double[] probabilities) {
    double count = renewals.within(t);
    double left = 1;
    int n = 0;
    double there = 1;
    do {
      double leaves = n < count ? life.leaving(n) : 1;
      probabilities[n] = there * leaves;
      there *= 1 - leaves;
      left -= probabilities[n++];
    } while (n < probabilities.length && n <= count && left >= 1e-12);
    return n;
  }

  @Override
  public double probabilityAtLeast(int n, double t) {
    return n <= renewals.within(t) ? survival(n) : 0;
  }

  private double survival(double m) {
    return Math.exp(life.logSurvival(m));
  }
}
