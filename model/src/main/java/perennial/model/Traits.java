package perennial.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts about a customer that a model may use beside the history.
 *
 * @param covariates numbers by name; a model ignores those that it does not know
 * @param group the value of the column that the model was pooled by; empty for none. A group that
 *     the model has not seen is answered by the population
 */
public record Traits(SortedMap<String, Double> covariates, String group) {
  /** A customer of whom nothing is known but the history. */
  public static final Traits NONE = new Traits(Collections.emptySortedMap(), "");

  /** The longest name of a group, in characters. */
  public static final int MAX_GROUP = 200;

  /** The most covariates that a customer may carry; models use fewer. */
  public static final int MAX_COVARIATES = 64;

  /** The longest name of a covariate, in characters. */
  public static final int MAX_NAME = 200;

  /**
   * @throws IllegalHistory naming the first covariate that is not finite, too many covariates, or a
   *     name too long
   */
  public Traits {
    if (covariates.size() > MAX_COVARIATES) {
      throw new IllegalHistory(
          "covariates", covariates.size(), "are more than the " + MAX_COVARIATES + " allowed");
    }
    for (String name : covariates.keySet()) {
      if (name.length() > MAX_NAME) {
        throw new IllegalHistory(
            "covariates",
            name.length(),
            "characters in a name are more than the " + MAX_NAME + " allowed");
      }
    }
    for (Map.Entry<String, Double> covariate : covariates.entrySet()) {
      if (!Double.isFinite(covariate.getValue())) {
        throw new IllegalHistory(
            "covariates." + covariate.getKey(), covariate.getValue(), "must be finite");
      }
    }
    if (group.length() > MAX_GROUP) {
      throw new IllegalHistory(
          "group", group.length(), "characters are more than the " + MAX_GROUP + " allowed");
    }
    covariates = Collections.unmodifiableSortedMap(new TreeMap<>(covariates));
  }
}
