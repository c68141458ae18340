package perennial.evaluation;

import java.util.List;
import java.util.SequencedMap;
import perennial.fitting.Coefficient;
import perennial.fitting.LikelihoodRatio;

/**
 * The spend model in which spend goes with frequency or covariates, beside the independent one.
 *
 * @param parameters p, q, gamma, then {@code frequency}, the exponent of repeat purchases, if it
 *     was fitted, then the coefficients by the names of their covariates
 * @param standardErrors likewise; empty when the fit could not give them
 * @param coefficients with their tests, the exponent first
 * @param penalty weight of the squared coefficients of covariates
 * @param againstIndependent test against the independent model, by maximum likelihood
 * @param used whether this model predicts, rather than the independent one
 * @param reason why it is used or not
 */
public record SpendDependence(
    SequencedMap<String, Double> parameters,
    SequencedMap<String, Double> standardErrors,
    List<Coefficient> coefficients,
    double penalty,
    double logLikelihood,
    LikelihoodRatio againstIndependent,
    boolean converged,
    boolean used,
    String reason,
    List<String> warnings) {}
