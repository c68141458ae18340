package perennial.model;

import java.util.List;

/**
 * How facts about a customer move the purchase rate and the dropout: {@link
 * CovariateModel#withEffects} of the two sums of coefficient times covariate.
 *
 * @param names of the covariates
 * @param rate coefficients of the purchase rate, one per name
 * @param dropout coefficients of the dropout, one per name
 */
public record CovariateEffects(List<String> names, List<Double> rate, List<Double> dropout) {
  /** No covariates. */
  public static final CovariateEffects NONE = new CovariateEffects(List.of(), List.of(), List.of());

  /** Effects are cut here, so that no covariate makes a parameter infinite. */
  private static final double MAX_EFFECT = 30;

  /**
   * @throws IllegalArgumentException when the lists differ in length or a coefficient is not finite
   */
  public CovariateEffects {
    names = List.copyOf(names);
    rate = List.copyOf(rate);
    dropout = List.copyOf(dropout);
    if (names.size() != rate.size() || names.size() != dropout.size()) {
      throw new IllegalArgumentException(
          "%d covariates with %d rate and %d dropout coefficients"
              .formatted(names.size(), rate.size(), dropout.size()));
    }
    requireFinite(names, rate);
    requireFinite(names, dropout);
  }

  static void requireFinite(List<String> names, List<Double> coefficients) {
    for (int i = 0; i < names.size(); i++) {
      if (!Double.isFinite(coefficients.get(i))) {
        throw new IllegalArgumentException(
            "coefficient %s of '%s' must be finite".formatted(coefficients.get(i), names.get(i)));
      }
    }
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  /**
   * The model of one customer.
   *
   * @throws IllegalHistory when a covariate is missing
   */
  public PurchaseModel applyTo(PurchaseModel model, Traits traits) {
    if (isEmpty()) {
      return model;
    }
    if (!(model instanceof CovariateModel movable)) {
      throw new IllegalStateException(model.family() + " takes no covariates");
    }
    return movable.withEffects(sum(names, rate, traits), sum(names, dropout, traits));
  }

  static double sum(List<String> names, List<Double> coefficients, Traits traits) {
    double sum = 0;
    for (int i = 0; i < names.size(); i++) {
      Double value = traits.covariates().get(names.get(i));
      if (value == null) {
        throw new IllegalHistory("covariates." + names.get(i), "is required by this model");
      }
      sum += coefficients.get(i) * value;
    }
    return Math.clamp(sum, -MAX_EFFECT, MAX_EFFECT);
  }
}
