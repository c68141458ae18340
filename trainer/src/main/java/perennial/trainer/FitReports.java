package perennial.trainer;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import perennial.evaluation.FitReport;
import perennial.fitting.FitResult;

/** Fits as people read them. */
public final class FitReports {
  private FitReports() {}

  /**
   * The report of a purchase fit beside what is known of spend.
   *
   * @param warnings beside those of the fit
   */
  public static FitReport of(
      FitResult<?> fit, LocalDate observationEnd, List<String> warnings, FitReport.Spend spend) {
    return new FitReport(
        observationEnd,
        fit.observations(),
        FittedModel.named(fit.parameterNames(), fit.parameters()),
        FittedModel.standardErrors(fit),
        fit.logLikelihood(),
        fit.aic(),
        fit.bic(),
        fit.converged(),
        fit.gradientNorm(),
        Stream.concat(warnings.stream(), fit.warnings().stream()).toList(),
        spend);
  }
}
