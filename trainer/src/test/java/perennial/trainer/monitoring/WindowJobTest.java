package perennial.trainer.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;
import perennial.registry.Database;
import perennial.registry.NewDeployment;
import perennial.registry.NewVersion;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.monitoring.AccuracyReport;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.monitoring.WindowReport;
import perennial.registry.testing.TestDatabase;
import perennial.trainer.Family;
import perennial.trainer.Trained;
import perennial.trainer.Training;
import perennial.trainer.TrainingSettings;
import perennial.trainer.monitoring.WindowJob.Watched;
import perennial.trainer.transactions.LedgerSource;
import perennial.trainer.transactions.LogFormat;

/** From the ledger and the log of a simulated shop to alerts that name what was planted. */
class WindowJobTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1); // a Monday
  private static final int WEEKS = 78;
  private static final int TRAINED_WEEKS = 56;
  private static final int CUSTOMERS = 24_000;

  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final WindowJob job = new WindowJob(db, MonitoringSettings.DEFAULT, Clock.systemUTC());

  @AfterEach
  void close() {
    db.close();
  }

  private static MonitoringWindow week(int number) {
    return new MonitoringWindow(Period.WEEK, START.plusWeeks(number));
  }

  private static Optional<LocalDate> fromWeek(int number) {
    return Optional.of(START.plusWeeks(number));
  }

  private static Shop shop(
      int customers,
      Optional<LocalDate> spend,
      Optional<LocalDate> category,
      Optional<LocalDate> dropout) {
    return new Shop(1, customers, START, 7 * WEEKS, spend, category, dropout);
  }

  private static final LocalDate TRAINED_UP_TO = START.plusWeeks(TRAINED_WEEKS).minusDays(1);

  private Trained train() {
    TrainingSettings settings =
        new TrainingSettings(
            TrainingSettings.LEDGER,
            LogFormat.DEFAULT,
            TrainingSettings.DEFAULT_MEMORY_LIMIT,
            Family.MBG_NBD,
            TimeUnit.DAY,
            SpendOrders.REPEAT,
            new ValueTerms("USD", 0.1, 1),
            Optional.of(TRAINED_UP_TO.minusWeeks(13)),
            91,
            true,
            0);
    return new Training(Clock.systemUTC(), (step, done, total) -> {})
        .train(settings, new LedgerSource(db.bulkLedger(), Shop.ZONE));
  }

  private Map<String, List<LocalDate>> fill(Shop shop) {
    var unused = db.ledger().settle(new LedgerTerms(Shop.ZONE, "USD"));
    return shop.record(db.bulkLedger());
  }

  private void promote(NewVersion version) {
    long number = db.registry().register(version).version();
    var unused =
        db.registry().deploy(NewDeployment.champion("retail", number, number - 1, "ann", "test"));
  }

  private Watched run(int week) {
    return job.run("retail", week(week)).orElseThrow();
  }

  private List<Alert> alerts() {
    return db.alerts().alerts(AlertFilter.NONE, 0, 1000);
  }

  private Set<String> named(Set<FeatureRole> roles) {
    Set<String> named = new TreeSet<>();
    alerts().stream()
        .filter(alert -> roles.contains(alert.role()))
        .forEach(alert -> named.add(alert.feature() + " of " + alert.segment().text()));
    return named;
  }

  private Alert alert(String feature, String segment) {
    return alerts().stream()
        .filter(a -> a.feature().equals(feature) && a.segment().value().equals(segment))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void run_nothingPlanted_raisesNothing() {
    Map<String, List<LocalDate>> bought =
        fill(shop(CUSTOMERS, Optional.empty(), Optional.empty(), Optional.empty()));
    Trained trained = train();
    promote(trained.newVersion("retail", "ann"));
    Shop.request(db, "retail", bought, week(57).start(), week(58).end(), 10);
    for (int week = 57; week < 65; week++) {
      Watched watched = run(week);
      assertTrue(
          watched.report().measures().stream()
                  .filter(m -> m.verdict() != Verdict.NOT_ENOUGH_DATA)
                  .count()
              > 20,
          () -> watched.report().measures().toString());
    }
    assertEquals(List.of(), alerts());
    assertLogIsCountedByCustomer(bought);
    assertAccuracyIsOfWhatHasMatured();
  }

  private void assertLogIsCountedByCustomer(Map<String, List<LocalDate>> bought) {
    WindowReport report = db.monitoring().window("retail", week(57)).orElseThrow();
    assertTrue(report.predictions() > 2 * report.customers(), report::toString);
    assertTrue(report.customers() < bought.size(), report::toString);
    DriftMeasure recency =
        report.measures().stream()
            .filter(m -> m.feature().equals("recency") && m.segment().equals(Segment.ALL))
            .findFirst()
            .orElseThrow();
    assertEquals(report.customers(), recency.customers());
    assertEquals(FeatureRole.STOCK, recency.role());
    assertFalse(report.mix().isEmpty());
    assertEquals(10, report.calibration().size());
  }

  /** Weeks 57 and 58 were logged: at the end of week 62 four weeks of them are known, no 13. */
  private void assertAccuracyIsOfWhatHasMatured() {
    AccuracyJob accuracy = new AccuracyJob(db, MonitoringSettings.DEFAULT, Clock.systemUTC());
    assertEquals(List.of(), accuracy.run("retail", week(59).start()).reports());
    AccuracyReport report =
        accuracy.run("retail", week(62).end().minusDays(1)).reports().getFirst();
    assertEquals(Optional.of(report), db.monitoring().accuracy("retail", 1));
    MaturedAccuracy four = of(report, 4);
    assertTrue(four.customers() > 1000, report::toString);
    assertTrue(four.biasLow() <= 0.02 && four.biasHigh() >= -0.02, () -> "biased: " + four);
    assertTrue(four.meanActual() > 0.05, report::toString);
    assertTrue(four.holdoutMae().isPresent(), report::toString);
    assertEverySegmentIsJudged(report);
    assertEquals(0, of(report, 13).customers(), "not matured, so not known to be zero");
    assertEquals(List.of(), alerts());
    // A later end than the ledger's does not turn what is not known into no purchase.
    AccuracyReport late = accuracy.run("retail", START.plusYears(9)).reports().getFirst();
    assertEquals(db.bulkLedger().lastDay().orElseThrow(), late.asOf());
  }

  private static void assertEverySegmentIsJudged(AccuracyReport report) {
    List<MaturedAccuracy> large =
        report.accuracies().stream().filter(a -> a.customers() >= 200).toList();
    Set<String> dimensions = new TreeSet<>();
    large.forEach(a -> dimensions.add(a.segment().dimension()));
    assertEquals(
        Set.of("", "category", "channel", "device", "market", "stage", "stage x status", "status"),
        dimensions);
    assertTrue(
        large.stream().anyMatch(a -> a.segment().value().equals("New x Active")), large::toString);
    for (MaturedAccuracy accuracy : large) {
      assertTrue(accuracy.holdoutMae().isPresent(), accuracy::toString);
      assertEquals(Verdict.STABLE, accuracy.verdict(), accuracy::toString);
    }
  }

  private static MaturedAccuracy of(AccuracyReport report, int weeks) {
    return report.accuracies().stream()
        .filter(a -> a.weeks() == weeks && a.segment().equals(Segment.ALL))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void run_spendDoublesCategoryEndsDropoutRises_namesExactlyThese() {
    var unused = fill(shop(CUSTOMERS, fromWeek(60), fromWeek(60), fromWeek(58)));
    Trained trained = train();
    promote(trained.newVersion("retail", "ann"));
    for (int week = 57; week < 60; week++) {
      run(week);
    }
    assertEquals(Set.of(), named(Set.of(FeatureRole.FLOW)));
    for (int week = 60; week < 74; week++) {
      run(week);
    }
    assertEquals(
        Set.of("purchase_amount of channel email", "category_share of all customers"),
        named(Set.of(FeatureRole.FLOW)));
    assertEquals(Set.of("purchases of market DE"), named(Set.of(FeatureRole.CALIBRATION)));
    assertEquals(Set.of(), named(Set.of(FeatureRole.QUALITY)));
    Alert spend = alert("purchase_amount", "email");
    assertTrue(spend.what().startsWith("Spend per purchase in channel email doubled"), spend::what);
    assertTrue(spend.what().contains("% on predicted CLV"), spend::what);
    assertTrue(spend.what().contains(" → "), spend::what);
    assertEquals(Alert.Severity.ALARM, spend.severity());
    assertTrue(spend.windows() >= 10, spend::toString);
    Alert category = alert("category_share", "");
    assertTrue(category.what().contains("toys disappeared, "), category::what);
    assertTrue(category.what().contains(" → "), category::what);
    Alert dropout = alert("purchases", "DE");
    assertTrue(dropout.what().contains("bought less than expected"), dropout::what);
  }

  @Test
  void run_noReferenceNoDataNoChampion_isNotEnoughDataAndNoError() {
    var unused = fill(shop(3000, Optional.empty(), Optional.empty(), Optional.empty()));
    Trained trained = train();
    NewVersion complete = trained.newVersion("retail", "ann");
    NewVersion without =
        new NewVersion(
            "retail",
            complete.fitted(),
            complete.provenance(),
            complete.metrics(),
            complete.report(),
            "ann");
    var registered = db.registry().register(without);
    assertEquals(Optional.empty(), job.run("retail", week(57)));

    var deployed =
        db.registry()
            .deploy(NewDeployment.champion("retail", registered.version(), 0, "ann", "test"));
    Watched watched = run(57);
    assertTrue(
        watched.report().measures().stream().allMatch(m -> m.role() == FeatureRole.CALIBRATION),
        watched.report()::toString);
    Watched future = job.run("retail", week(WEEKS + 50)).orElseThrow();
    assertEquals(0, future.report().customers());
    assertEquals(1, deployed.championVersion());

    promote(complete);
    Watched empty = job.run("retail", week(WEEKS + 51)).orElseThrow();
    assertEquals(0, empty.report().predictions());
    assertTrue(
        empty.report().measures().stream()
            .filter(m -> m.role() == FeatureRole.FLOW)
            .allMatch(m -> m.verdict() == Verdict.NOT_ENOUGH_DATA),
        empty.report()::toString);
  }
}
