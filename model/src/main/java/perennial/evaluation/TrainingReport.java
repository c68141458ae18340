package perennial.evaluation;

import java.util.Optional;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/**
 * Everything one training run found; stored with the version it registered.
 *
 * @param family such as {@code mbg-nbd}
 * @param calibration the fit up to the observation end, which the holdout judges
 * @param holdout absent without holdout days
 * @param refit the fit up to the end of the holdout, when that is what was registered
 * @param retention of a cohort under contract, when that is what was fitted
 */
public record TrainingReport(
    String family,
    TimeUnit timeUnit,
    SpendOrders spendOrders,
    ValueTerms terms,
    DataReport data,
    FitReport calibration,
    Optional<HoldoutReport> holdout,
    Optional<FitReport> refit,
    Optional<RetentionCurve> retention) {
  /** A report of purchases without a contract. */
  public TrainingReport(
      String family,
      TimeUnit timeUnit,
      SpendOrders spendOrders,
      ValueTerms terms,
      DataReport data,
      FitReport calibration,
      Optional<HoldoutReport> holdout,
      Optional<FitReport> refit) {
    this(family, timeUnit, spendOrders, terms, data, calibration, holdout, refit, Optional.empty());
  }

  /** The fit whose parameters are registered. */
  public FitReport registered() {
    return refit.orElse(calibration);
  }
}
