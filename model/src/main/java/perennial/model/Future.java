package perennial.model;

/**
 * What one customer who is alive at the observation end does after it. Multiplied by the
 * probability of being alive, everything here is of the customer as known. For one thread.
 */
public sealed interface Future
    permits FuturePurchases,
        NbdFuture,
        ParetoFuture,
        ErlangFuture,
        OpportunityFuture,
        ContractFuture {
  /**
   * Integrates to a horizon, for {@link #expected} and {@link #discounted}.
   *
   * @param t horizon in the model's unit, {@code >= 0}; infinite for ever, with {@code rate > 0}
   * @param rate continuous discount rate per unit of time, {@code >= 0}
   */
  void integrate(double t, double rate);

  /** Expected purchases within the last horizon integrated; infinite only for an infinite one. */
  double expected();

  /** The same, each purchase discounted from when it happens. */
  double discounted();

  /** Probability of being alive still at {@code t} after the observation end. */
  double probabilityAliveAt(double t);

  /** Probability of at least one purchase within {@code t}. */
  double probabilityActive(double t);

  /**
   * Probabilities of 0, 1, 2, ... purchases within {@code t}: fills the array until what is left is
   * below 1e-12 or the array is full.
   *
   * @param probabilities takes them; their sum is short of 1 when the array is too small
   * @return entries filled, at least 1
   */
  int counts(double t, double[] probabilities);

  /** Probability of at least {@code n} purchases within {@code t}; 1 at {@code n = 0}. */
  double probabilityAtLeast(int n, double t);
}
