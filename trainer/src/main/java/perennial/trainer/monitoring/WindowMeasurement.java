package perennial.trainer.monitoring;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import perennial.model.BatchPredictor;
import perennial.model.BtydModel;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.monitoring.CalibrationCounts;
import perennial.monitoring.CategoricalReference;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.NumericReference;
import perennial.monitoring.QuantileMapping;
import perennial.monitoring.ReferenceProfile;
import perennial.monitoring.Segment;
import perennial.monitoring.WindowCounts;
import perennial.monitoring.WindowDrift;
import perennial.registry.Database;
import perennial.registry.monitoring.EventQuality;
import perennial.registry.monitoring.WindowReport;

/**
 * Measures one window of one version: one pass over the prediction log, one over the window's
 * purchases, one over the customers as they stood before it; everything after reads counts. For one
 * thread.
 */
final class WindowMeasurement {
  private static final int QUALITY_WEEKS = 13;

  /** Days before the window whose requests tell of customers' covariates. */
  private static final int FACT_DAYS = 28;

  /** Chance below which a window leans. */
  private static final double LEANS = 0.05;

  private final Database database;
  private final MonitoringSettings settings;
  private final MonitoringWindow window;
  private final BtydModel model;
  private final ReferenceProfile profile;
  private final SortedMap<String, Long> quality;
  private final WindowCounts counts;
  private final BaseCounts base;
  private final List<Flow> flows = new ArrayList<>();
  private long predictions;
  private long customers;

  WindowMeasurement(
      Database database,
      MonitoringSettings settings,
      MonitoringWindow window,
      BtydModel model,
      ReferenceProfile reference) {
    this.database = database;
    this.settings = settings;
    this.window = window;
    this.model = model;
    EventQuality events = database.eventQuality();
    this.quality = events.counts(window.start(), window.end());
    this.profile =
        withQuality(
            reference, events.counts(window.start().minusWeeks(QUALITY_WEEKS), window.start()));
    this.counts = new WindowCounts(profile, window.period());
    this.base = new BaseCounts(counts, model, settings.lifecycle());
  }

  /**
   * A window's report, and what is to be told of it.
   *
   * @param told measures that are alerts and that nothing else explains
   */
  record Measured(WindowReport report, List<DriftMeasure> told) {}

  /**
   * @param before the report of the window before, if there is one
   */
  Measured measure(
      String name, long version, ZoneId zone, Instant now, Optional<WindowReport> before) {
    boolean hasLedger = database.ledger().terms().isPresent();
    readLog(name, zone, hasLedger);
    Expectations expectations = new Expectations(window.period());
    Map<FeatureKey, Double> effects = Map.of();
    if (hasLedger) {
      readPurchases();
      FlowEffects flowEffects = new FlowEffects(flows);
      Standings standings =
          new Standings(
              model,
              facts(name, zone),
              window,
              settings.lifecycle(),
              base,
              flowEffects.customers());
      database.bulkLedger().standings(window.start(), window.end(), standings::add);
      expectations = standings.expectations();
      effects =
          flowEffects.of(
              model, profile.of(window.period()), standings.histories(), settings.seed());
    }
    countQuality();
    List<CalibrationCounts> calibrations = List.copyOf(expectations.counts(Set.of()));
    List<DriftMeasure> measures =
        new WindowDrift(profile, settings).measure(counts, calibrations, effects);
    WindowReport report =
        new WindowReport(
            name,
            version,
            window,
            now,
            predictions,
            customers,
            measures,
            base.mix(profile, window.period()),
            expectations.deciles(settings),
            quality);
    return new Measured(report, told(measures, effects, expectations, before));
  }

  private void readLog(String name, ZoneId zone, boolean hasLedger) {
    BatchPredictor predictor = new BatchPredictor(model, Horizons.ofDays(BaseFeature.HORIZON_DAYS));
    predictions =
        database
            .predictionWindows()
            .latest(
                name,
                window.start().atStartOfDay(zone).toInstant(),
                window.end().atStartOfDay(zone).toInstant(),
                seen -> {
                  customers++;
                  if (!hasLedger) {
                    base.mixed(seen.history());
                  }
                  try {
                    base.asked(seen.history(), predictor.predict(seen.history()));
                  } catch (IllegalHistory lacksCovariates) {
                    base.asked(seen.history()); // another version answered from fewer facts
                  }
                });
  }

  /**
   * Of before the window only: who is asked about in it has often just bought, and would make any
   * expectation look too low.
   */
  private CustomerFacts facts(String name, ZoneId zone) {
    CustomerFacts facts = new CustomerFacts(model);
    if (facts.needCovariates()) {
      Instant start = window.start().atStartOfDay(zone).toInstant();
      Instant since = window.start().minusDays(FACT_DAYS).atStartOfDay(zone).toInstant();
      var unused = database.predictionWindows().latest(name, since, start, facts::add);
    }
    return facts;
  }

  private void readPurchases() {
    FlowMerger merger = new FlowMerger(flows::add);
    database.bulkLedger().purchases(window.start(), window.end(), window.period().days(), merger);
    merger.finish();
    FlowCounts.add(counts, flows);
  }

  /** Events are compared with those of the weeks before: a version knows nothing of them. */
  private ReferenceProfile withQuality(ReferenceProfile reference, SortedMap<String, Long> before) {
    List<CategoricalReference> categories = new ArrayList<>(reference.categories());
    if (before.getOrDefault(EventQuality.RECEIVED, 0L) > 0) {
      categories.add(
          CategoricalReference.of(
              new FeatureKey(Features.EVENT_QUALITY, Segment.ALL, window.period()),
              FeatureRole.QUALITY,
              EventKinds.of(before),
              0));
    }
    return new ReferenceProfile(reference.numbers(), categories);
  }

  private void countQuality() {
    counts
        .categories(Features.EVENT_QUALITY, Segment.ALL)
        .ifPresent(kinds -> EventKinds.of(quality).forEach(kinds::add));
  }

  /** The alerts, without those of overlapping segments that another one explains. */
  private List<DriftMeasure> told(
      List<DriftMeasure> measures,
      Map<FeatureKey, Double> effects,
      Expectations expectations,
      Optional<WindowReport> before) {
    Causes causes = new Causes(settings);
    Map<String, Set<Segment>> named = new HashMap<>();
    named.put(
        Features.PURCHASE_AMOUNT,
        causes.of(
            of(Features.PURCHASE_AMOUNT, measures), undone -> amountsWithout(undone, effects)));
    named.put(
        Features.PURCHASES,
        causes.of(
            of(Features.PURCHASES, measures).stream()
                .filter(m -> !Causes.isAlert(m) || leaned(m, before))
                .toList(),
            undone ->
                new WindowDrift(ReferenceProfile.NONE, settings)
                    .measure(
                        new WindowCounts(ReferenceProfile.NONE, window.period()),
                        List.copyOf(expectations.counts(undone)),
                        Map.of())));
    return measures.stream()
        .filter(Causes::isAlert)
        .filter(
            m -> !named.containsKey(m.feature()) || named.get(m.feature()).contains(m.segment()))
        .toList();
  }

  /**
   * Whether customers of this segment bought too much, or too little, in the window before already.
   * A week has few purchases a customer; in windows without drift one in twenty has a segment that
   * looks wrong, and hardly ever twice in a row.
   */
  private static boolean leaned(DriftMeasure measure, Optional<WindowReport> before) {
    return before.stream()
        .flatMap(report -> report.measures().stream())
        .filter(m -> m.feature().equals(measure.feature()))
        .filter(m -> m.segment().equals(measure.segment()))
        .anyMatch(m -> m.pValue() <= LEANS && m.statistic() * measure.statistic() > 0);
  }

  private static List<DriftMeasure> of(String feature, List<DriftMeasure> measures) {
    return measures.stream().filter(m -> m.feature().equals(feature)).toList();
  }

  /** Measures amounts with those of these segments mapped to the reference's, rank by rank. */
  private List<DriftMeasure> amountsWithout(Set<Segment> undone, Map<FeatureKey, Double> effects) {
    List<NumericReference> numbers =
        profile.numbers().stream()
            .filter(r -> r.key().feature().equals(Features.PURCHASE_AMOUNT))
            .toList();
    Map<Segment, NumericReference> bySegment = new LinkedHashMap<>();
    numbers.stream()
        .filter(r -> r.key().period() == window.period())
        .forEach(r -> bySegment.put(r.key().segment(), r));
    List<Flow> mapped = flows;
    for (Segment segment : undone) {
      NumericReference reference = bySegment.get(segment);
      if (reference != null) {
        mapped = mapped(mapped, segment, reference);
      }
    }
    ReferenceProfile amounts = new ReferenceProfile(numbers, List.of());
    WindowCounts recounted = new WindowCounts(amounts, window.period());
    mapped.forEach(flow -> FlowCounts.addAmounts(recounted, flow));
    Map<FeatureKey, Double> remeasured = new HashMap<>(effects);
    // The effects are those of the amounts as they are; sizes are judged by the index alone.
    remeasured.keySet().removeIf(key -> key.feature().equals(Features.PURCHASE_AMOUNT));
    return new WindowDrift(amounts, settings).measure(recounted, List.of(), remeasured);
  }

  private List<Flow> mapped(List<Flow> from, Segment segment, NumericReference reference) {
    double[] amounts =
        from.stream().mapToDouble(flow -> FlowEffects.amount(flow, segment)).toArray();
    double[] mapped = new QuantileMapping(reference).mapped(amounts, settings.seed());
    List<Flow> flowsThen = new ArrayList<>(from.size());
    Set<Dimension> dimensions = new HashSet<>(List.of(Dimension.values()));
    dimensions.removeIf(dimension -> !dimension.label().equals(segment.dimension()));
    for (int i = 0; i < amounts.length; i++) {
      Flow flow = from.get(i);
      if (amounts[i] > 0 && Double.isFinite(mapped[i])) {
        for (Dimension dimension : dimensions) {
          flow = flow.scaled(dimension, segment.value(), mapped[i] / amounts[i]);
        }
      }
      flowsThen.add(flow);
    }
    return flowsThen;
  }
}
