package perennial.fitting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import perennial.model.CovariateEffects;
import perennial.model.CovariateModel;
import perennial.model.PurchaseModel;

/**
 * Fits BG/NBD, MBG/NBD or Pareto/NBD with static covariates: {@link CovariateModel#withEffects}
 * says what a covariate does.
 *
 * <p>Covariates are standardised for the search; parameters, coefficients, standard errors and
 * log-likelihood are reported in the caller's unit. A penalty acts on the standardised
 * coefficients. The tests are by maximum likelihood whatever the penalty.
 */
public final class CovariateFitter {
  /** Effects beyond this are near where {@link CovariateEffects} cuts them. */
  private static final double MAX_EFFECT = 25;

  private final PurchaseFamily.Movable family;
  private final CovariatePenalty penalty;
  private final Set<String> equal;
  private final long seed;

  /**
   * @param family such as {@code mbg-nbd}
   * @param equal covariates whose coefficient is the same in rate and dropout
   * @param seed of the cross-validation's folds
   * @throws IllegalArgumentException when the family takes no covariates
   */
  public CovariateFitter(String family, CovariatePenalty penalty, Set<String> equal, long seed) {
    this.family = PurchaseFamily.movable(family);
    this.penalty = penalty;
    this.equal = new LinkedHashSet<>(equal);
    this.seed = seed;
  }

  /**
   * @throws IllegalArgumentException when the customers cannot identify a model, or a covariate to
   *     be held equal is none of theirs
   */
  public CovariateFit fit(CovariateRows rows) {
    for (String name : equal) {
      if (!rows.names().contains(name)) {
        throw new IllegalArgumentException(
            "'%s' is to have equal coefficients but is none of the covariates %s"
                .formatted(name, rows.names()));
      }
    }
    FitResult<? extends PurchaseModel> none = family.fit(rows.data());
    CovariateSearch search = new CovariateSearch(family, rows, none.model(), equal);
    CovariateSearch.Found likely = search.fit(0, List.of(search.start()));
    double weight =
        penalty.crossValidated()
            ? new CrossValidation(search.folds(seed), search).weight(likely.point())
            : penalty.weight();
    CovariateSearch.Found found =
        weight == 0 ? likely : search.fit(weight, List.of(likely.point()));
    requireModestEffects(rows, found.effects());
    Optional<LikelihoodRatio> equality =
        equal.isEmpty() ? Optional.empty() : Optional.of(equality(rows, none, likely));
    LikelihoodRatio againstNone =
        LikelihoodRatio.of(
            likely.logLikelihood(),
            none.logLikelihood(),
            search.layout().size() - search.layout().parameters());
    return new CovariateFit(
        found.baseline(),
        found.effects(),
        found.covariance(),
        coefficients(found),
        weight,
        againstNone,
        equality,
        search.layout().size());
  }

  private LikelihoodRatio equality(
      CovariateRows rows,
      FitResult<? extends PurchaseModel> none,
      CovariateSearch.Found constrained) {
    CovariateSearch free = new CovariateSearch(family, rows, none.model(), Set.of());
    CovariateSearch.Found found = free.fit(0, List.of(free.start(), free.pointOf(constrained)));
    return LikelihoodRatio.of(found.logLikelihood(), constrained.logLikelihood(), equal.size());
  }

  private List<Coefficient> coefficients(CovariateSearch.Found found) {
    CovariateEffects effects = found.effects();
    double[] errors = found.covariance().standardErrors();
    int parameters = family.names().size();
    int count = effects.names().size();
    List<Coefficient> coefficients = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      coefficients.add(
          Coefficient.of(
              Coefficient.RATE,
              effects.names().get(c),
              effects.rate().get(c),
              errors.length == 0 ? 0 : errors[parameters + c]));
    }
    for (int c = 0; c < count; c++) {
      coefficients.add(
          Coefficient.of(
              Coefficient.DROPOUT,
              effects.names().get(c),
              effects.dropout().get(c),
              errors.length == 0 ? 0 : errors[parameters + count + c]));
    }
    return List.copyOf(coefficients);
  }

  /** A covariate far from 0 moves the baseline out of reach: 2005 for a year, say. */
  private static void requireModestEffects(CovariateRows rows, CovariateEffects effects) {
    for (int i = 0; i < rows.x().length; i++) {
      double rate = 0;
      double dropout = 0;
      for (int c = 0; c < rows.names().size(); c++) {
        rate += effects.rate().get(c) * rows.values()[c][i];
        dropout += effects.dropout().get(c) * rows.values()[c][i];
      }
      if (!(Math.max(Math.abs(rate), Math.abs(dropout)) <= MAX_EFFECT)) {
        throw new IllegalArgumentException(
            "the covariates of row %d, %s, change its rate or dropout by e^%.0f, above e^%.0f:"
                    .formatted(
                        i,
                        Arrays.toString(rows.values(i)),
                        Math.max(Math.abs(rate), Math.abs(dropout)),
                        MAX_EFFECT)
                + " give covariates that are near 0, such as the year minus 2020");
      }
    }
  }
}
