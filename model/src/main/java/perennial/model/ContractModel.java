package perennial.model;

/**
 * The families for contracts that are renewed or not at whole times. A customer's history has one
 * repeat purchase per renewal; one whose last renewal is the last that was due is a customer still.
 */
public sealed interface ContractModel extends PurchaseModel permits Sbg, Bdw {
  /** Probability that a new customer is a customer still after {@code t} renewals were due. */
  double survival(int t);

  /** Share of those who were customers after {@code t - 1} renewals and renew the next, t >= 1. */
  default double retention(int t) {
    return survival(t) / survival(t - 1);
  }
}
