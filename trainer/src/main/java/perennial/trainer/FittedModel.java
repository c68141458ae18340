package perennial.trainer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import perennial.evaluation.FitReport;
import perennial.evaluation.KChoice;
import perennial.fitting.FitResult;
import perennial.fitting.PurchaseTimings;
import perennial.fitting.TimingRegularity;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.PurchaseModel;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.Window;

/** One fit of purchases and spend, as a model and as a report. */
record FittedModel(BtydModel model, FitReport report) {

  /**
   * Fits both to the histories.
   *
   * @param timings of the same customers' purchases, for the families that need them
   * @param warnings about the window, for the report
   * @throws BadInput when the data cannot identify a model
   */
  static FittedModel fit(
      TrainingSettings settings,
      Window window,
      Histories histories,
      Optional<PurchaseTimings> timings,
      List<String> warnings) {
    PurchaseFit purchases;
    SpendFits spend;
    try {
      purchases = PurchaseFit.of(settings, histories, timings);
      spend = SpendFits.of(settings, histories);
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          "the %d customers up to %s cannot be fitted: %s"
              .formatted(histories.size(), window.observationEnd(), e.getMessage()),
          e);
    }
    BtydModel model =
        new BtydModel(
            purchases.result().model(),
            purchases.covariance(),
            purchases.effects(),
            purchases.groups(),
            spend.model(),
            spend.covariance(),
            settings.spendOrders(),
            settings.timeUnit(),
            settings.terms(),
            window.observationEnd());
    return new FittedModel(
        model,
        report(
            window,
            histories,
            purchases,
            spend.report(),
            timings.flatMap(PurchaseTimings::regularity),
            kChoice(settings),
            warnings));
  }

  /** Whether both fits reached a maximum. */
  boolean converged() {
    return report.converged() && report.spend().converged();
  }

  private static FitReport report(
      Window window,
      Histories histories,
      PurchaseFit purchases,
      FitReport.Spend spend,
      Optional<TimingRegularity> regularity,
      Optional<KChoice> kChoice,
      List<String> warnings) {
    FitResult<? extends PurchaseModel> fit = purchases.result();
    return new FitReport(
        window.observationEnd(),
        histories.size(),
        named(fit.parameterNames(), fit.parameters()),
        standardErrors(fit),
        fit.logLikelihood(),
        purchases.aic(),
        purchases.bic(),
        fit.converged(),
        fit.gradientNorm(),
        Stream.concat(warnings.stream(), fit.warnings().stream()).toList(),
        spend,
        purchases.covariates(),
        purchases.pooling(),
        regularity,
        kChoice);
  }

  private static Optional<KChoice> kChoice(TrainingSettings settings) {
    return settings.family().hasK()
        ? Optional.of(settings.k().isPresent() ? KChoice.GIVEN : KChoice.BY_LIKELIHOOD)
        : Optional.empty();
  }

  static SequencedMap<String, Double> standardErrors(FitResult<?> fit) {
    return fit.covariance().equals(Covariance.UNKNOWN)
        ? new LinkedHashMap<>()
        : named(
            fit.parameterNames(),
            Arrays.stream(fit.covariance().standardErrors()).boxed().toList());
  }

  /** The first names go with the values: a chosen k comes last and has no standard error. */
  static SequencedMap<String, Double> named(List<String> names, List<Double> values) {
    SequencedMap<String, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      map.put(names.get(i), values.get(i));
    }
    return map;
  }
}
