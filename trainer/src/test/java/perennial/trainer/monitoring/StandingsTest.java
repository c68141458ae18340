package perennial.trainer.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import perennial.model.BatchPredictor;
import perennial.model.BgNbd;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.GroupEffects;
import perennial.model.Horizons;
import perennial.model.PurchaseModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.Traits;
import perennial.model.ValueTerms;
import perennial.monitoring.CalibrationCounts;
import perennial.monitoring.CategoricalReference;
import perennial.monitoring.FeatureKey;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.NumericCounts;
import perennial.monitoring.NumericReference;
import perennial.monitoring.Period;
import perennial.monitoring.ReferenceProfile;
import perennial.monitoring.Segment;
import perennial.monitoring.WindowCounts;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.BulkLedger.Standing;
import perennial.registry.monitoring.PredictionWindows.SeenCustomer;

class StandingsTest {
  private static final MonitoringWindow WEEK =
      new MonitoringWindow(Period.WEEK, LocalDate.of(2026, 6, 1));
  private static final PurchaseModel SLOW = new BgNbd(.5, 60, .8, 2.5);
  private static final PurchaseModel FAST = new BgNbd(2, 20, .8, 2.5);
  private static final Segment NEW = new Segment(Features.STAGE, "New");

  private final WindowCounts counts =
      new WindowCounts(
          new ReferenceProfile(
              List.of(),
              List.of(
                  CategoricalReference.of(
                      new FeatureKey(Features.STATUS_MIX, NEW, Period.WEEK),
                      FeatureRole.MIX,
                      Map.of("Active", 1L),
                      0))),
          Period.WEEK);

  private static BtydModel model(CovariateEffects covariates, GroupEffects groups) {
    return new BtydModel(
        SLOW,
        Covariance.UNKNOWN,
        covariates,
        groups,
        new GammaGamma(6, 4, 15),
        Covariance.UNKNOWN,
        SpendOrders.REPEAT,
        TimeUnit.DAY,
        new ValueTerms("USD", 0.1, 1),
        WEEK.start().minusDays(1));
  }

  private static Standing standing(String customer, String market) {
    return new Standing(
        customer,
        new Attributes("", "", market, ""),
        WEEK.start().minusDays(40),
        WEEK.start().minusDays(5),
        3,
        10,
        20,
        1);
  }

  private static SeenCustomer asked(String customer, double paid) {
    Traits traits = new Traits(new TreeMap<>(Map.of("paid", paid)), "");
    return new SeenCustomer(
        customer, Instant.EPOCH, new CustomerHistory(2, 30, 39, 10).with(traits));
  }

  private Standings standings(BtydModel model, CustomerFacts facts) {
    BaseCounts base = new BaseCounts(counts, model, Lifecycle.DEFAULT);
    return new Standings(model, facts, WEEK, Lifecycle.DEFAULT, base, Set.of("a", "b"));
  }

  private static CalibrationCounts all(Standings standings) {
    return standings.expectations().counts(Set.of()).stream()
        .filter(count -> count.key().segment().equals(Segment.ALL))
        .findFirst()
        .orElseThrow();
  }

  private static double expected(PurchaseModel process) {
    return process.expectedPurchases(2, 35, 39, 7);
  }

  @Test
  void add_modelWithCovariates_expectsOfThoseWhomTheLogKnowsAndCountsEverybody() {
    CovariateEffects effects = new CovariateEffects(List.of("paid"), List.of(.7), List.of(0.0));
    BtydModel model = model(effects, GroupEffects.NONE);
    CustomerFacts facts = new CustomerFacts(model);
    assertTrue(facts.needCovariates());
    facts.add(asked("a", 1));
    Standings standings = standings(model, facts);
    standings.add(standing("a", ""));
    standings.add(standing("b", ""));
    assertEquals(1, all(standings).customers());
    PurchaseModel paying = model.purchasesOf(asked("a", 1).history().traits());
    assertEquals(expected(paying), all(standings).meanExpected(), 1e-12);
    assertEquals(Set.of("a"), standings.histories().keySet());
    assertEquals(2, counts.categories(Features.STATUS_MIX, NEW).orElseThrow().customers());
  }

  @Test
  void asked_requestsWithAndWithoutTheCovariate_areCountedBesideTheReference() {
    BtydModel model =
        model(new CovariateEffects(List.of("paid"), List.of(.7), List.of(0.0)), GroupEffects.NONE);
    ReferenceBase reference = new ReferenceBase(model, Lifecycle.DEFAULT);
    BatchPredictor predictor = new BatchPredictor(model, Horizons.ofDays(365));
    CustomerHistory paying = asked("a", 1).history();
    reference.add(paying, predictor.predict(paying));
    List<NumericReference> numbers = new ArrayList<>();
    reference.addTo(numbers, new ArrayList<>());
    WindowCounts window = new WindowCounts(new ReferenceProfile(numbers, List.of()), Period.WEEK);
    BaseCounts base = new BaseCounts(window, model, Lifecycle.DEFAULT);
    base.asked(paying, predictor.predict(paying));
    base.asked(new CustomerHistory(2, 30, 39, 10));
    NumericCounts paid = window.numbers(Features.covariate("paid"), Segment.ALL).orElseThrow();
    assertEquals(2, paid.customers());
    assertEquals(1, paid.missing());
    NumericCounts ages = window.numbers(BaseFeature.AGE.label(), Segment.ALL).orElseThrow();
    assertEquals(2, ages.customers());
    NumericCounts clv =
        window.numbers(BaseFeature.PREDICTED_CLV.label(), Segment.ALL).orElseThrow();
    assertEquals(1, clv.customers());
  }

  @Test
  void add_modelPooledByAnAttribute_expectsByTheCustomersGroup() {
    GroupEffects.Group fast = new GroupEffects.Group(FAST, Covariance.UNKNOWN, 100);
    GroupEffects groups = new GroupEffects("market", new TreeMap<>(Map.of("DE", fast)));
    BtydModel model = model(CovariateEffects.NONE, groups);
    Standings standings = standings(model, new CustomerFacts(model));
    standings.add(standing("a", "DE"));
    assertEquals(expected(FAST), all(standings).meanExpected(), 1e-12);
    standings.add(standing("b", "FR"));
    assertEquals((expected(FAST) + expected(SLOW)) / 2, all(standings).meanExpected(), 1e-12);
  }

  @Test
  void facts_manyCustomers_areOfAnEvenPart() {
    BtydModel model =
        model(new CovariateEffects(List.of("paid"), List.of(.7), List.of(0.0)), GroupEffects.NONE);
    CustomerFacts facts = new CustomerFacts(model);
    int customers = 500_000;
    for (int i = 0; i < customers; i++) {
      facts.add(asked("c%07d".formatted(i), 1));
    }
    int[] known = new int[2];
    for (int i = 0; i < customers; i++) {
      if (!facts.of(standing("c%07d".formatted(i), "")).covariates().isEmpty()) {
        known[2 * i / customers]++;
      }
    }
    assertEquals(customers / 4.0, known[0] + known[1], customers / 40.0);
    assertEquals(1, known[0] / (double) known[1], 0.1);
  }
}
