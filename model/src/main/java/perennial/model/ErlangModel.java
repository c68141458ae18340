package perennial.model;

/**
 * The families with regular timing: times between purchases are Erlang-k, so that k = 1 is a
 * Poisson process and a larger k a more regular one.
 */
public sealed interface ErlangModel extends PurchaseModel permits BgCnbdK, MbgCnbdK {
  /** The highest k that is fitted. */
  int MAX_K = 12;

  /** The regularity, {@code >= 1}. */
  int k();
}
