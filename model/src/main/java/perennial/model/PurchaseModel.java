package perennial.model;

import java.util.List;

/**
 * A process of repeat purchases that ends when the customer silently leaves. One record per family.
 *
 * <p>All times are in the unit of the parameters. {@code x} is the number of repeat purchases,
 * {@code tx} the recency, {@code T} the age.
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

  /** Probability that a customer with this history is alive at {@code T}. */
  double probabilityAlive(int x, double tx, double T);

  /** Expected repeat purchases in {@code (T, T + t]} given a history. */
  double expectedPurchases(int x, double tx, double T, double t);
}
