package perennial.model;

import java.util.List;

/**
 * A process of repeat purchases that ends when the customer silently leaves. One record per family.
 *
 * <p>All times are in the unit of the parameters. {@code x} is the number of repeat purchases,
 * {@code tx} the recency, {@code T} the age; a history has {@code x >= 0}, {@code 0 <= tx <= T}
 * finite, and {@code tx = 0} at {@code x = 0}. Every method throws {@link IllegalArgumentException}
 * for anything else, and answers finite numbers for any valid input.
 *
 * <p>Accuracy: relative error below 1e-12 against the stated form for parameters and x to 100,000.
 * A probability of being alive that is below 1e-300 may come out as 0.
 */
public sealed interface PurchaseModel permits BgNbd, MbgNbd {
  /** The family's name in files, API and command line, such as {@code mbg-nbd}. */
  String family();

  /** The parameters' names in their order, as reports print them. */
  List<String> parameterNames();

  /** The parameters in the order of {@link #parameterNames()}; a new array. */
  double[] parameters();

  /** Natural logarithm of the likelihood of one history. */
  double logLikelihood(int x, double tx, double T);

  /** Probability that a customer with this history is alive at {@code T}, in {@code [0, 1]}. */
  double probabilityAlive(int x, double tx, double T);

  /** Probability of being alive still at {@code T + t}, given a history to {@code T}. */
  double probabilityAliveAt(int x, double tx, double T, double t);

  /** Probability of at least one purchase in {@code (T, T + t]} given a history. */
  double probabilityActive(int x, double tx, double T, double t);

  /**
   * Expected repeat purchases in {@code (T, T + t]} given a history.
   *
   * @param t horizon, {@code >= 0} and finite; 0 gives 0
   */
  double expectedPurchases(int x, double tx, double T, double t);

  /**
   * Discounted expected purchases in {@code (T, T + t]}, each discounted from when it happens:
   * {@code e^(-d t) CET(t) + d} times the integral of {@code e^(-d s) CET(s)} over {@code (0, t)}.
   *
   * @param rate continuous discount rate {@code d} per unit of time, {@code >= 0}
   */
  double discountedPurchases(int x, double tx, double T, double t, double rate);

  /** Expected repeat purchases of a new customer within {@code t} of the first purchase. */
  default double expectedPurchases(double t) {
    return expectedPurchases(0, 0, 0, t);
  }

  /** Probability that a new customer makes {@code x} repeat purchases within {@code t}. */
  double probabilityOfCount(int x, double t);
}
