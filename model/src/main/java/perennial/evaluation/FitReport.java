package perennial.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import perennial.fitting.Correlation;
import perennial.fitting.TimingRegularity;

/**
 * One fit of the purchase model and of the spend model, as people read it.
 *
 * @param observationEnd last day of the data
 * @param parameters by name, in the model's order and the report's unit of time
 * @param standardErrors likewise; empty when the fit could not give them
 * @param gradientNorm of the mean log-likelihood with respect to log parameters
 * @param warnings empty when all is well
 * @param covariates what they do; absent without any, and then the parameters are those of all
 *     customers, not of one whose covariates are 0
 * @param pooling groups; absent without any, and then the parameters are not those of the middle
 * @param regularity of the times between purchases; present for families that model it
 * @param kChoice whether k was chosen or given; present for families with a k, absent in older
 *     reports
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
    Spend spend,
    Optional<CovariateReport> covariates,
    Optional<PoolingReport> pooling,
    Optional<TimingRegularity> regularity,
    Optional<KChoice> kChoice) {

  /** A fit of a family that does not model the times between purchases. */
  public FitReport(
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
      Spend spend,
      Optional<CovariateReport> covariates,
      Optional<PoolingReport> pooling) {
    this(
        observationEnd,
        customers,
        parameters,
        standardErrors,
        logLikelihood,
        aic,
        bic,
        converged,
        gradientNorm,
        warnings,
        spend,
        covariates,
        pooling,
        Optional.empty(),
        Optional.empty());
  }

  /** A fit without covariates and groups. */
  public FitReport(
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
    this(
        observationEnd,
        customers,
        parameters,
        standardErrors,
        logLikelihood,
        aic,
        bic,
        converged,
        gradientNorm,
        warnings,
        spend,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The spend fit.
   *
   * @param customers those with a positive mean over at least one counted purchase
   * @param frequencyCorrelation Pearson correlation of purchase count and mean spend
   * @param converged whether the model that is used reached a maximum
   * @param excludedNotPositive customers with a counted purchase whose mean is zero or negative:
   *     not in this fit; 0 in reports from before this was counted
   * @param correlation of purchase count and mean spend, with tests; absent in older reports
   * @param dependence the model in which spend goes with frequency or covariates; absent when none
   *     was fitted
   */
  public record Spend(
      long customers,
      Map<String, Double> parameters,
      Map<String, Double> standardErrors,
      double logLikelihood,
      boolean converged,
      double frequencyCorrelation,
      List<String> warnings,
      long excludedNotPositive,
      Optional<Correlation> correlation,
      Optional<SpendDependence> dependence) {

    /** A fit of the independent model alone. */
    public Spend(
        long customers,
        Map<String, Double> parameters,
        Map<String, Double> standardErrors,
        double logLikelihood,
        boolean converged,
        double frequencyCorrelation,
        List<String> warnings,
        long excludedNotPositive) {
      this(
          customers,
          parameters,
          standardErrors,
          logLikelihood,
          converged,
          frequencyCorrelation,
          warnings,
          excludedNotPositive,
          Optional.empty(),
          Optional.empty());
    }

    private static final String FIXED = "value";

    /**
     * No fit: the data have no amounts, and every purchase is worth a stated value.
     *
     * @param value in the currency
     */
    public static Spend fixed(double value, List<String> warnings) {
      return new Spend(0, Map.of(FIXED, value), Map.of(), 0, true, 0, warnings);
    }

    /** Whether the value of a purchase was stated and nothing was fitted. */
    public boolean fixed() {
      return parameters.keySet().equals(Set.of(FIXED));
    }

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
