package perennial.model;

/**
 * The families for contracts that are renewed or not at whole times. A customer's history has one
 * repeat purchase per renewal; one whose last renewal is the last that was due is a customer still,
 * and alive with certainty. Anybody else has left: alive with probability 0.
 *
 * <p>A renewal between two whole times belongs to the nearest one: {@link
 * Opportunities#ofRenewals}. The number of repeat purchases does not matter beside the last one.
 */
public sealed interface ContractModel extends PurchaseModel permits Sbg, Bdw {
  /**
   * Logarithm of the probability that a customer after {@code n} renewals renews {@code m} more
   * times.
   *
   * @param n {@code >= 0}
   * @param m {@code >= 0}
   */
  double logSurvival(double n, double m);

  /** Probability that a customer after {@code n} renewals does not renew the next. */
  double leaving(double n);

  /** One minus {@link #leaving}, without cancellation. */
  double staying(double n);

  /** Probability that a new customer is a customer still after {@code t} renewals were due. */
  default double survival(int t) {
    requireRenewals(t, 0);
    return Math.exp(logSurvival(0, t));
  }

  /** Share of those who were customers after {@code t - 1} renewals and renew the next, t >= 1. */
  default double retention(int t) {
    requireRenewals(t, 1);
    return staying(t - 1);
  }

  /**
   * Logarithm of {@code S(n)} of a customer after the {@code n} renewals that were due, and of
   * {@code S(tx) - S(tx+1)} of one who has left after {@code tx} of them.
   */
  @Override
  default double logLikelihood(int x, double tx, double T) {
    Opportunities due = Opportunities.ofRenewals(x, tx, T);
    double renewed = logSurvival(0, due.last());
    if (due.usedLast()) {
      return renewed;
    }
    double leaving = leaving(due.last());
    return renewed + (leaving < 0.5 ? Math.log(leaving) : Math.log1p(-staying(due.last())));
  }

  /** 1 of a customer, 0 of one who has left: it is known. */
  @Override
  default double probabilityAlive(int x, double tx, double T) {
    return Opportunities.ofRenewals(x, tx, T).usedLast() ? 1 : 0;
  }

  @Override
  default Future future(int x, double tx, double T) {
    Opportunities due = Opportunities.ofRenewals(x, tx, T);
    double n = due.count();
    Lifetime life =
        new Lifetime() {
          @Override
          public double logSurvival(double m) {
            return ContractModel.this.logSurvival(n, m);
          }

          @Override
          public double retention(double m) {
            return staying(n + m);
          }

          @Override
          public double leaving(double m) {
            return ContractModel.this.leaving(n + m);
          }
        };
    return new ContractFuture(life, due);
  }

  private static void requireRenewals(int t, int least) {
    if (t < least) {
      throw new IllegalArgumentException("%d renewals must be >= %d".formatted(t, least));
    }
  }
}
