package perennial.model;

import perennial.math.GammaFunctions;

/**
 * A BG/BB customer who will be there at the next opportunity: purchases happen at whole times only,
 * each discounted from its own.
 */
final class OpportunityFuture implements Future {
  final BetaBinomial purchases;
  final Dropout life;
  final Opportunities opportunities;
  private double expected;
  private double discounted;

  /**
   * @param purchases of a customer with this history
   * @param gamma first parameter of the dropout probability
   * @param delta the second one, of those who are there at the next opportunity
   */
  OpportunityFuture(
      BetaBinomial purchases, double gamma, double delta, Opportunities opportunities) {
    this.purchases = purchases;
    this.life = new Dropout(gamma, delta);
    this.opportunities = opportunities;
  }

  @Override
  public void integrate(double t, double rate) {
    double count = opportunities.within(t);
    double wait = opportunities.untilNext();
    expected =
        Double.isInfinite(t)
            ? Double.POSITIVE_INFINITY
            : purchases.mean() * life.discounted(count, wait, 0);
    discounted = purchases.mean() * life.discounted(count, wait, rate);
  }

  @Override
  public double expected() {
    return expected;
  }

  @Override
  public double discounted() {
    return discounted;
  }

  /** Of being there at the first opportunity after {@code t}. */
  @Override
  public double probabilityAliveAt(double t) {
    return Math.exp(life.logSurvival(opportunities.within(t) + 1));
  }

  @Override
  public double probabilityActive(double t) {
    return probabilityAtLeast(1, t);
  }

  @Override
  public int counts(double t, double[] probabilities) {
    double count = opportunities.within(t);
    int filled = new OpportunityKernel(new Future[] {this}).copy(count, probabilities);
    if (filled > 0) {
      return filled;
    }
    double left = 1;
    int n = 0;
    do {
      probabilities[n] = count == 0 ? 1 : purchases.exactly(n, count, life);
      left -= probabilities[n++];
    } while (n < probabilities.length && n <= count && left >= 1e-12);
    return n;
  }

  @Override
  public double probabilityAtLeast(int n, double t) {
    double count = opportunities.within(t);
    if (n == 0 || n > count) {
      return n == 0 ? 1 : 0;
    }
    return purchases.atLeast(n, count, life);
  }

  /** {@code B(gamma, delta + m - 1) / B(gamma, delta)}: the first opportunity is not missed. */
  record Dropout(double gamma, double delta) implements Lifetime {
    @Override
    public double logSurvival(double m) {
      return GammaFunctions.logBetaRatio(gamma, delta, m - 1);
    }

    @Override
    public double retention(double m) {
      return (delta + (m - 1)) / (gamma + delta + (m - 1));
    }

    @Override
    public double leaving(double m) {
      return gamma / (gamma + delta + (m - 1));
    }
  }
}
