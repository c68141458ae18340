package perennial.trainer.monitoring;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.monitoring.CategoricalCounts;
import perennial.monitoring.CategoricalReference;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.MixCell;
import perennial.monitoring.NumericCounts;
import perennial.monitoring.Period;
import perennial.monitoring.ReferenceProfile;
import perennial.monitoring.Segment;
import perennial.monitoring.WindowCounts;

/** Counts what customers are like, and what is predicted for them, over the frozen bins. */
final class BaseCounts {
  private final WindowCounts counts;
  private final SpendOrders orders;
  private final Lifecycle lifecycle;
  private final Map<BaseFeature, NumericCounts> all = new EnumMap<>(BaseFeature.class);
  private final Map<String, NumericCounts> covariates = new HashMap<>();
  private final Map<String, Map<BaseFeature, NumericCounts>> stages = new HashMap<>();
  private final Optional<CategoricalCounts> mix;

  BaseCounts(WindowCounts counts, BtydModel model, Lifecycle lifecycle) {
    this.counts = counts;
    this.orders = model.spendOrders();
    this.lifecycle = lifecycle;
    find(List.of(BaseFeature.values()), Segment.ALL, all);
    for (String name : model.covariateNames()) {
      counts
          .numbers(Features.covariate(name), Segment.ALL)
          .ifPresent(numbers -> covariates.put(name, numbers));
    }
    for (Lifecycle.Band stage : lifecycle.stages()) {
      Map<BaseFeature, NumericCounts> found = new EnumMap<>(BaseFeature.class);
      find(BaseFeature.OF_STAGES, new Segment(Features.STAGE, stage.name()), found);
      stages.put(stage.name(), found);
    }
    this.mix = counts.categories(Features.SEGMENT_MIX, Segment.ALL);
  }

  private void find(
      List<BaseFeature> features, Segment segment, Map<BaseFeature, NumericCounts> found) {
    for (BaseFeature feature : features) {
      counts.numbers(feature.label(), segment).ifPresent(numbers -> found.put(feature, numbers));
    }
  }

  /** Somebody whom a prediction was asked for. */
  void asked(CustomerHistory history, Prediction prediction) {
    all.forEach((feature, numbers) -> add(feature, numbers, history, prediction));
    addCovariates(history);
  }

  /** The same without what is predicted, which the version cannot say. */
  void asked(CustomerHistory history) {
    all.forEach((feature, numbers) -> {
      if (feature.isInput() && feature.has(history, orders)) {
        numbers.add(feature.input(history));
      }
    });
    addCovariates(history);
  }

  private void addCovariates(CustomerHistory history) {
    covariates.forEach((name, numbers) ->
        numbers.add(history.traits().covariates().getOrDefault(name, Double.NaN)));
  }

  /** A customer of the ledger, asked for or not. */
  void standing(CustomerHistory history) {
    String stage = lifecycle.stage(history.age());
    String status = lifecycle.status(history.age() - history.recency());
    counts
        .categories(Features.STATUS_MIX, new Segment(Features.STAGE, stage))
        .ifPresent(statuses -> statuses.add(status));
    addToMix(stage, status);
  }

  /** What is predicted for a customer of the ledger. */
  void predicted(CustomerHistory history, Prediction prediction) {
    stages
        .getOrDefault(lifecycle.stage(history.age()), Map.of())
        .forEach((feature, numbers) -> add(feature, numbers, history, prediction));
  }

  /** Counts stage and status alone. */
  void mixed(CustomerHistory history) {
    addToMix(lifecycle.stage(history.age()), lifecycle.status(history.age() - history.recency()));
  }

  private void addToMix(String stage, String status) {
    mix.ifPresent(cells -> cells.add(Lifecycle.cell(stage, status)));
  }

  private void add(
      BaseFeature feature, NumericCounts numbers, CustomerHistory history, Prediction prediction) {
    if (feature.has(history, orders)) {
      numbers.add(feature.of(history, prediction));
    }
  }

  /** Stage x status beside the reference; empty without one. */
  List<MixCell> mix(ReferenceProfile profile, Period period) {
    return profile
        .find(new FeatureKey(Features.SEGMENT_MIX, Segment.ALL, period))
        .filter(CategoricalReference.class::isInstance)
        .map(CategoricalReference.class::cast)
        .flatMap(reference -> mix.map(cells -> lifecycle.mix(reference, cells)))
        .orElse(List.of());
  }
}
