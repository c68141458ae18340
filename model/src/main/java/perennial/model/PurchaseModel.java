package perennial.model;

import java.util.List;

/**
 * A process of repeat purchases that may end when the customer leaves. One record per family.
 *
 * <p>All times are in the unit of the parameters. {@code x} is the number of repeat purchases,
 * {@code tx} the recency, {@code T} the age; a history has {@code x >= 0}, {@code 0 <= tx <= T}
 * finite, and {@code tx = 0} at {@code x = 0}. Every method throws {@link IllegalArgumentException}
 * for anything else, and answers finite numbers for any valid input.
 *
 * <p>Accuracy: relative error below 1e-12 against the stated form for parameters and x to 100,000,
 * unless the family says otherwise. A probability of being alive that is below 1e-300 may come out
 * as 0.
 */
public sealed interface PurchaseModel
    permits Nbd, BetaGeometricModel, ParetoNbd, ErlangModel, BgBb, ContractModel {
  /** The family's name in files, API and command line, such as {@code mbg-nbd}. */
  String family();

  /** The parameters' names in their order, as reports print them. */
  List<String> parameterNames();

  /** The parameters in the order of {@link #parameterNames()}, all {@code > 0}; a new array. */
  double[] parameters();

  /**
   * The same family with other parameters.
   *
   * @param parameters in the order of {@link #parameterNames()}
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  PurchaseModel withParameters(double[] parameters);

  /** Natural logarithm of the likelihood of one history. */
  double logLikelihood(int x, double tx, double T);

  /** Probability that a customer with this history is alive at {@code T}, in {@code [0, 1]}. */
  double probabilityAlive(int x, double tx, double T);

  /** What a customer with this history does after {@code T} if alive then. */
  Future future(int x, double tx, double T);

  /**
   * Whether {@link #future} depends on the recency; where it does not, customers with the same x
   * and T share one.
   */
  default boolean futureNeedsRecency() {
    return true;
  }

  /** Probability of being alive still at {@code T + t}, given a history to {@code T}. */
  default double probabilityAliveAt(int x, double tx, double T, double t) {
    Arguments.requireTime("t", t);
    return probabilityAlive(x, tx, T) * future(x, tx, T).probabilityAliveAt(t);
  }

  /** Probability of at least one purchase in {@code (T, T + t]} given a history. */
  default double probabilityActive(int x, double tx, double T, double t) {
    Arguments.requireTime("t", t);
    return probabilityAlive(x, tx, T) * future(x, tx, T).probabilityActive(t);
  }

  /**
   * Expected repeat purchases in {@code (T, T + t]} given a history: CET.
   *
   * @param t horizon, {@code >= 0} and finite; 0 gives 0
   */
  default double expectedPurchases(int x, double tx, double T, double t) {
    return discountedPurchases(x, tx, T, t, 0);
  }

  /**
   * Discounted expected purchases in {@code (T, T + t]}, each discounted from when it happens:
   * {@code e^(-d t) CET(t) + d} times the integral of {@code e^(-d s) CET(s)} over {@code (0, t)}.
   * DECT; for an infinite {@code t} it is DERT.
   *
   * @param t horizon, {@code >= 0}; may be infinite when {@code rate > 0}
   * @param rate continuous discount rate {@code d} per unit of time, {@code >= 0}
   */
  default double discountedPurchases(int x, double tx, double T, double t, double rate) {
    Arguments.requireTime("rate", rate);
    if (!(t == Double.POSITIVE_INFINITY && rate > 0)) {
      Arguments.requireTime("t", t);
    }
    double alive = probabilityAlive(x, tx, T);
    Future future = future(x, tx, T);
    future.integrate(t, rate);
    return alive * future.discounted();
  }

  /** Expected repeat purchases of a new customer within {@code t} of the first purchase. */
  default double expectedPurchases(double t) {
    return expectedPurchases(0, 0, 0, t);
  }

  /** Probability that a new customer makes {@code n} repeat purchases within {@code t}. */
  default double probabilityOfCount(int n, double t) {
    return probabilityOfCount(0, 0, 0, n, t);
  }

  /** Probability of {@code n} purchases in {@code (T, T + t]} given a history. */
  default double probabilityOfCount(int x, double tx, double T, int n, double t) {
    Arguments.requireTime("t", t);
    if (n < 0) {
      throw new IllegalArgumentException("count %d must be >= 0".formatted(n));
    }
    double alive = probabilityAlive(x, tx, T);
    double[] probabilities = new double[n + 1];
    int filled = future(x, tx, T).counts(t, probabilities);
    double given = n < filled ? probabilities[n] : 0;
    return Math.clamp(n == 0 ? 1 - alive * (1 - given) : alive * given, 0, 1);
  }
}
