package perennial.trainer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import perennial.evaluation.FitReport;
import perennial.evaluation.SpendDependence;
import perennial.fitting.Correlation;
import perennial.fitting.FitResult;
import perennial.fitting.GammaGammaFitter;
import perennial.fitting.ScaledGammaGammaFitter;
import perennial.fitting.SpendCustomers;
import perennial.fitting.SpendData;
import perennial.fitting.SpendFit;
import perennial.model.Covariance;
import perennial.model.GammaGamma;
import perennial.model.ScaledGammaGamma;
import perennial.model.SpendModel;
import perennial.trainer.transactions.Histories;

/**
 * The spend of a log's customers: independent of everything, or going with frequency or covariates.
 *
 * @param model that predicts
 * @param report of the independent model, and of the other beside it if one was fitted
 */
record SpendFits(SpendModel model, Covariance covariance, FitReport.Spend report) {
  /** Chance below which a test has found something. */
  static final double SIGNIFICANT = .01;

  /**
   * @throws IllegalArgumentException when the customers cannot identify a model
   */
  static SpendFits of(TrainingSettings settings, Histories histories) {
    SpendRows rows = SpendRows.of(histories, settings.spendOrders());
    FitResult<GammaGamma> independent =
        new GammaGammaFitter().fit(SpendData.of(rows.counts(), rows.means(), rows.weights()));
    // The fitter sorts what it is given: the rows are built anew for whatever else sees them.
    SpendRows again = SpendRows.of(histories, settings.spendOrders());
    Correlation correlation = Correlation.of(again.counts(), again.means());
    Optional<SpendDependence> dependence = Optional.empty();
    SpendModel model = independent.model();
    Covariance covariance = independent.covariance();
    Optional<SpendFit> fit = dependent(settings, histories, again, independent, correlation);
    if (fit.isPresent()) {
      SpendDependence found = dependence(settings, fit.get());
      dependence = Optional.of(found);
      if (found.used()) {
        model = simplest(fit.get().result().model());
        covariance = fit.get().result().covariance();
      }
    }
    boolean converged =
        dependence
            .filter(SpendDependence::used)
            .map(SpendDependence::converged)
            .orElse(independent.converged());
    FitReport.Spend report =
        new FitReport.Spend(
            again.counts().length,
            FittedModel.named(independent.parameterNames(), independent.parameters()),
            FittedModel.standardErrors(independent),
            independent.logLikelihood(),
            converged,
            correlation.pearson(),
            independent.warnings(),
            again.excluded(),
            Optional.of(correlation),
            dependence);
    return new SpendFits(model, covariance, report);
  }

  /** The covariance has a row for the exponent exactly when it is not 0. */
  private static SpendModel simplest(ScaledGammaGamma model) {
    return model.frequency() == 0 && model.names().isEmpty() ? model.base() : model;
  }

  private static Optional<SpendFit> dependent(
      TrainingSettings settings,
      Histories histories,
      SpendRows rows,
      FitResult<GammaGamma> independent,
      Correlation correlation) {
    List<String> names = settings.covariates().spendColumns();
    boolean frequency =
        switch (settings.spendChoice()) {
          case INDEPENDENT -> false;
          case FREQUENCY -> true;
          case AUTO -> correlation.pearsonP() < SIGNIFICANT;
        };
    if (!frequency && names.isEmpty()) {
      return Optional.empty();
    }
    int[] repeats = histories.repeatPurchases();
    SpendCustomers customers =
        new SpendCustomers(
            rows.counts(),
            rows.means(),
            Arrays.stream(rows.customers()).map(i -> repeats[i]).toArray(),
            names,
            names.stream()
                .map(name -> histories.traits().orElseThrow().column(name, rows.customers()))
                .toArray(double[][]::new));
    return Optional.of(
        new ScaledGammaGammaFitter(frequency, settings.covariates().penalty(), settings.seed())
            .fit(customers, independent));
  }

  private static SpendDependence dependence(TrainingSettings settings, SpendFit fit) {
    boolean asked =
        settings.spendChoice() == SpendChoice.FREQUENCY
            || !settings.covariates().spendColumns().isEmpty();
    boolean better = fit.againstIndependent().p() < SIGNIFICANT;
    boolean converged = fit.result().converged();
    boolean used = asked || (better && converged);
    return new SpendDependence(
        FittedModel.named(fit.result().parameterNames(), fit.result().parameters()),
        FittedModel.standardErrors(fit.result()),
        fit.coefficients(),
        fit.penalty(),
        fit.result().logLikelihood(),
        fit.againstIndependent(),
        converged,
        used,
        reason(asked, better, converged),
        fit.result().warnings());
  }

  private static String reason(boolean asked, boolean better, boolean converged) {
    if (asked) {
      return "asked for";
    }
    if (!converged) {
      return "the fit did not converge";
    }
    return better
        ? "spend goes with frequency, and this model fits better"
        : "spend goes with frequency, but this model fits no better";
  }
}
