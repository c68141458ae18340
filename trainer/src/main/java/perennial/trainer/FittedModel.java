package perennial.trainer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import perennial.evaluation.FitReport;
import perennial.evaluation.HoldoutEvaluation;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.FitResult;
import perennial.model.GammaGamma;
import perennial.model.GammaGammaFitter;
import perennial.model.PurchaseData;
import perennial.model.PurchaseModel;
import perennial.model.SpendData;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.Window;

/** One fit of purchases and spend, as a model and as a report. */
record FittedModel(BtydModel model, FitReport report) {

  /**
   * Fits both to the histories.
   *
   * @param warnings about the window, for the report
   * @throws BadInput when the data cannot identify a model
   */
  static FittedModel fit(
      TrainingSettings settings, Window window, Histories histories, List<String> warnings) {
    SpendRows spend = SpendRows.of(histories, settings.spendOrders());
    FitResult<? extends PurchaseModel> purchases;
    FitResult<GammaGamma> spends;
    try {
      purchases =
          settings
              .family()
              .fit(
                  PurchaseData.ofCustomers(
                      settings.timeUnit(),
                      histories.repeatPurchases(),
                      histories.recency(),
                      histories.age()));
      spends =
          new GammaGammaFitter().fit(SpendData.of(spend.counts(), spend.means(), spend.weights()));
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          "the %d customers up to %s cannot be fitted: %s"
              .formatted(histories.size(), window.observationEnd(), e.getMessage()),
          e);
    }
    BtydModel model =
        new BtydModel(
            purchases.model(),
            purchases.covariance(),
            spends.model(),
            spends.covariance(),
            settings.spendOrders(),
            settings.timeUnit(),
            settings.terms(),
            window.observationEnd());
    return new FittedModel(model, report(window, histories, purchases, spends, spend, warnings));
  }

  /** Whether both fits reached a maximum. */
  boolean converged() {
    return report.converged() && report.spend().converged();
  }

  private static FitReport report(
      Window window,
      Histories histories,
      FitResult<? extends PurchaseModel> purchases,
      FitResult<GammaGamma> spends,
      SpendRows spend,
      List<String> warnings) {
    return new FitReport(
        window.observationEnd(),
        histories.size(),
        named(purchases.parameterNames(), purchases.parameters()),
        standardErrors(purchases),
        purchases.logLikelihood(),
        purchases.aic(),
        purchases.bic(),
        purchases.converged(),
        purchases.gradientNorm(),
        Stream.concat(warnings.stream(), purchases.warnings().stream()).toList(),
        new FitReport.Spend(
            spend.counts().length,
            named(spends.parameterNames(), spends.parameters()),
            standardErrors(spends),
            spends.logLikelihood(),
            spends.converged(),
            HoldoutEvaluation.correlation(spend.counts(), spend.means()),
            spends.warnings(),
            spend.excluded()));
  }

  private static SequencedMap<String, Double> standardErrors(FitResult<?> fit) {
    return fit.covariance().equals(Covariance.UNKNOWN)
        ? new LinkedHashMap<>()
        : named(
            fit.parameterNames(),
            Arrays.stream(fit.covariance().standardErrors()).boxed().toList());
  }

  private static SequencedMap<String, Double> named(List<String> names, List<Double> values) {
    SequencedMap<String, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      map.put(names.get(i), values.get(i));
    }
    return map;
  }
}
