package perennial.evaluation;

import java.util.List;
import java.util.Optional;
import perennial.fitting.Coefficient;
import perennial.fitting.LikelihoodRatio;

/**
 * What covariates do to purchases.
 *
 * @param coefficients of the rate, then of the dropout
 * @param penalty weight of the squared coefficients; 0 for plain maximum likelihood
 * @param crossValidated whether the weight was chosen by cross-validation
 * @param againstNone test against the model without covariates, by maximum likelihood
 * @param equal covariates whose coefficients are held equal in rate and dropout
 * @param equality test of that against free coefficients; absent without any
 */
public record CovariateReport(
    List<Coefficient> coefficients,
    double penalty,
    boolean crossValidated,
    LikelihoodRatio againstNone,
    List<String> equal,
    Optional<LikelihoodRatio> equality) {}
