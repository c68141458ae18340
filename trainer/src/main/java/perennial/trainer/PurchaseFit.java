package perennial.trainer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import perennial.evaluation.CovariateReport;
import perennial.evaluation.PoolingReport;
import perennial.fitting.CovariateFit;
import perennial.fitting.CovariateFitter;
import perennial.fitting.CovariateRows;
import perennial.fitting.FitResult;
import perennial.fitting.PooledFit;
import perennial.fitting.PooledFitter;
import perennial.fitting.PurchaseData;
import perennial.fitting.PurchaseTimings;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.GroupEffects;
import perennial.model.PurchaseModel;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.HistoryTraits;

/**
 * The purchase process of a log's customers: of all alike, with covariates, or by group.
 *
 * @param result parameters of all, of a customer whose covariates are 0, or of the middle of groups
 * @param covariance as {@link perennial.model.BtydModel} wants it
 */
record PurchaseFit(
    FitResult<? extends PurchaseModel> result,
    Covariance covariance,
    double aic,
    double bic,
    CovariateEffects effects,
    GroupEffects groups,
    Optional<CovariateReport> covariates,
    Optional<PoolingReport> pooling) {

  /**
   * @throws IllegalArgumentException when the customers cannot identify a model
   */
  static PurchaseFit of(
      TrainingSettings settings, Histories histories, Optional<PurchaseTimings> timings) {
    CovariateSettings covariates = settings.covariates();
    if (covariates.poolBy().isPresent()) {
      return pooled(settings, histories, covariates.poolBy().get());
    }
    return covariates.columns().isEmpty()
        ? plain(settings, histories, timings)
        : withCovariates(settings, histories);
  }

  private static PurchaseFit plain(
      TrainingSettings settings, Histories histories, Optional<PurchaseTimings> timings) {
    PurchaseData data =
        PurchaseData.ofCustomers(
            settings.timeUnit(), histories.repeatPurchases(), histories.recency(), histories.age());
    FitResult<? extends PurchaseModel> fit =
        settings.family().fit(timings.map(data::withTimings).orElse(data), settings.k());
    return new PurchaseFit(
        fit,
        fit.covariance(),
        fit.aic(),
        fit.bic(),
        CovariateEffects.NONE,
        GroupEffects.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static PurchaseFit withCovariates(TrainingSettings settings, Histories histories) {
    CovariateSettings covariates = settings.covariates();
    HistoryTraits traits = histories.traits().orElseThrow();
    int[] all = IntStream.range(0, histories.size()).toArray();
    CovariateFit fit =
        new CovariateFitter(
                settings.family().label(),
                covariates.penalty(),
                new LinkedHashSet<>(covariates.equal()),
                settings.seed())
            .fit(
                new CovariateRows(
                    settings.timeUnit(),
                    histories.repeatPurchases(),
                    histories.recency(),
                    histories.age(),
                    covariates.columns(),
                    covariates.columns().stream()
                        .map(name -> traits.column(name, all))
                        .toArray(double[][]::new)));
    CovariateReport report =
        new CovariateReport(
            fit.coefficients(),
            fit.penalty(),
            covariates.penalty().crossValidated(),
            fit.againstNone(),
            covariates.equal(),
            fit.equality());
    return new PurchaseFit(
        fit.baseline(),
        fit.covariance(),
        fit.aic(),
        fit.bic(),
        fit.effects(),
        GroupEffects.NONE,
        Optional.of(report),
        Optional.empty());
  }

  private static PurchaseFit pooled(TrainingSettings settings, Histories histories, String column) {
    PooledFit fit =
        new PooledFitter(settings.family().label())
            .fit(column, byGroup(settings, histories, histories.traits().orElseThrow()));
    return new PurchaseFit(
        fit.population(),
        fit.newGroupCovariance(),
        fit.aic(),
        fit.bic(),
        CovariateEffects.NONE,
        fit.groups(),
        Optional.empty(),
        Optional.of(report(fit)));
  }

  private static SortedMap<String, PurchaseData> byGroup(
      TrainingSettings settings, Histories histories, HistoryTraits traits) {
    SortedMap<String, IntStream.Builder> members = new TreeMap<>();
    for (int i = 0; i < histories.size(); i++) {
      members.computeIfAbsent(traits.group(i), group -> IntStream.builder()).add(i);
    }
    int[] x = histories.repeatPurchases();
    double[] recency = histories.recency();
    double[] age = histories.age();
    SortedMap<String, PurchaseData> groups = new TreeMap<>();
    members.forEach((group, builder) -> {
      int[] own = builder.build().toArray();
      groups.put(
          group,
          PurchaseData.ofCustomers(
              settings.timeUnit(),
              Arrays.stream(own).map(i -> x[i]).toArray(),
              Arrays.stream(own).mapToDouble(i -> recency[i]).toArray(),
              Arrays.stream(own).mapToDouble(i -> age[i]).toArray()));
    });
    return groups;
  }

  private static PoolingReport report(PooledFit fit) {
    List<String> names = fit.population().parameterNames();
    return new PoolingReport(
        fit.groups().column(),
        fit.spread(),
        fit.againstOne(),
        fit.groups().groups().entrySet().stream()
            .map(group -> {
              SequencedMap<String, Double> parameters = new LinkedHashMap<>();
              double[] values = group.getValue().purchases().parameters();
              for (int i = 0; i < values.length; i++) {
                parameters.put(names.get(i), values[i]);
              }
              return new PoolingReport.Group(
                  group.getKey(), group.getValue().customers(), parameters);
            })
            .toList());
  }
}
