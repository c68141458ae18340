package perennial.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One fit of the purchase model and of the spend model, as people read it.
 *
 * @param observationEnd last day of the data
 * @param parameters by name, in the model's order and the report's unit of time
 * @param standardErrors likewise; empty when the fit could not give them
 * @param gradientNorm of the mean log-likelihood with respect to log parameters
 * @param warnings empty when all is well
 */
public record FitReport(
    LocalDate observationEnd,
    long customers,
    SequencedMap<String, Double> parameters,
    SequencedMap<String, Double> standardErrors,
    double logLikelihood,
    double aic,
    double bic,
    boolean converged,
    double gradientNorm,
    List<String> warnings,
    Spend spend) {

  /**
   * The spend fit.
   *
   * @param customers those with a positive mean over at least one counted purchase
   * @param frequencyCorrelation Pearson correlation of purchase count and mean spend
   * @param excludedNotPositive customers with a counted purchase whose mean is zero or negative:
   *     not in this fit; 0 in reports from before this was counted
   */
  public record Spend(
      long customers,
      Map<String, Double> parameters,
      Map<String, Double> standardErrors,
      double logLikelihood,
      boolean converged,
      double frequencyCorrelation,
      List<String> warnings,
      long excludedNotPositive) {

    /** A fit that kept nobody out. */
    public Spend(
        long customers,
        Map<String, Double> parameters,
        Map<String, Double> standardErrors,
        double logLikelihood,
        boolean converged,
        double frequencyCorrelation,
        List<String> warnings) {
      this(
          customers,
          parameters,
          standardErrors,
          logLikelihood,
          converged,
          frequencyCorrelation,
          warnings,
          0);
    }
  }
}
