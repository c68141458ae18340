package perennial.admin.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.ReplayReport.ChangeBin;
import perennial.registry.retraining.ReplayReport.SegmentTotal;
import perennial.registry.retraining.ReplayReport.TierMove;
import perennial.registry.retraining.TrainingRun;

/** Alerts, training runs, gates and a replay as the worker would have kept them. */
final class SampleWork {
  private final SettableClock clock;
  private final FakeAlerts alerts;
  private final FakeTrainingRuns runs;

  private SampleWork(SettableClock clock, FakeAlerts alerts, FakeTrainingRuns runs) {
    this.clock = clock;
    this.alerts = alerts;
    this.runs = runs;
  }

  static void fill(SettableClock clock, FakeAlerts alerts, FakeTrainingRuns runs) {
    SampleWork work = new SampleWork(clock, alerts, runs);
    work.threads();
    work.trained();
    clock.set(Sample.NOW);
    work.training();
  }

  private void at(String instant) {
    clock.set(Instant.parse(instant));
  }

  private static MonitoringWindow back(int weeks) {
    LocalDate start = SampleWatch.LAST.start().minusWeeks(weeks);
    return new MonitoringWindow(Period.WEEK, start);
  }

  private void see(
      int weeksBack,
      String feature,
      Segment segment,
      Alert.Severity severity,
      double size,
      String what) {
    MonitoringWindow window = back(weeksBack);
    var unused =
        alerts.seen(
            "retail",
            window,
            List.of(
                new Sighting(
                    "retail",
                    3,
                    feature,
                    FeatureRole.FLOW,
                    segment,
                    severity,
                    window,
                    size,
                    what,
                    "Look at the campaign behind the segment; if the change is meant, retrain.")),
            List.of());
  }

  private void threads() {
    at("2026-10-05T02:10:00Z");
    see(
        6,
        "missing_share",
        Segment.ALL,
        Alert.Severity.WARNING,
        .5,
        "The share of missing amounts rose from 0.2 % to 1.1 %.");
    at("2026-10-12T02:10:00Z");
    var unused =
        alerts.seen(
            "retail", back(5), List.of(), List.of(new Subject("missing_share", Segment.ALL)));
    at("2026-11-09T02:10:00Z");
    String warned = "Purchase amount in channel email raises predicted value by 22.0 %.";
    see(1, "purchase_amount", SampleWatch.EMAIL, Alert.Severity.WARNING, .9, warned);
    at("2026-11-16T02:10:00Z");
    String what = "Purchase amount in channel email raises predicted value by 38.0 % (n = 1,942).";
    see(0, "purchase_amount", SampleWatch.EMAIL, Alert.Severity.ALARM, 1.5, what);
    see(
        0,
        "purchase_amount",
        Segment.ALL,
        Alert.Severity.WARNING,
        .6,
        "Purchase amount raises predicted value by 15.2 % (n = 8,120).");
  }

  private void trained() {
    run(TrainingRun.Trigger.SCHEDULE, OptionalLong.empty(), "worker", "7 days since the last run");
    clock.advance(Duration.ofMinutes(3));
    runs.log(1, "reading the ledger: 412,880 customers");
    var unusedEnd = runs.end(1, "w", TrainingRun.State.FAILED, "the fit did not converge");
    at("2026-11-16T02:11:00Z");
    run(
        TrainingRun.Trigger.ALERT,
        OptionalLong.of(2),
        "worker",
        "purchase_amount of channel email: alarm in two windows");
    clock.advance(Duration.ofSeconds(2));
    for (String line :
        List.of(
            "reading the ledger: 412,880 customers, 3,120,441 purchases",
            "fitting mbg-nbd: converged in 41 steps, gradient 3.1e-10",
            "holdout of 90 days: MAE 0.7611, the champion has 0.7702",
            "registered v5")) {
      runs.log(2, line);
      clock.advance(Duration.ofSeconds(40));
    }
    alerts.triggered(2, 2);
    alerts.note(
        2, new AlertNote(clock.instant(), "worker", "retraining started", "run 2 by the policy"));
    runs.tie(2, 5);
    alerts.registered(2, 5);
    var unusedSuccess =
        runs.end(2, "w", TrainingRun.State.SUCCEEDED, "registered v5, 8 of 9 gates passed");
    runs.saveGates("retail", 5, gates(Outcome.NOT_ENOUGH_DATA));
    runs.saveGates("retail", 4, gates(Outcome.PASSED));
    runs.saveReplay("retail", replay());
  }

  private void run(TrainingRun.Trigger trigger, OptionalLong alert, String actor, String why) {
    String settings = "{\"family\":\"mbg-nbd\",\"holdout-days\":90}";
    var unusedRun =
        runs.request(new NewTrainingRun("retail", trigger, alert, actor, why, settings));
    var unusedClaim = runs.claim("w");
  }

  private void training() {
    clock.set(Sample.NOW.minus(Duration.ofSeconds(96)));
    var unusedRun =
        runs.request(
            new NewTrainingRun(
                "first-purchase",
                TrainingRun.Trigger.HAND,
                OptionalLong.empty(),
                "maria",
                "After the price change",
                "{\"family\":\"pareto-nbd\"}"));
    var unusedClaim = runs.claim("w");
    runs.log(3, "reading the ledger: 96,114 customers");
    clock.set(Sample.NOW.minus(Duration.ofSeconds(4)));
    var unusedStanding = runs.progress(3, "w", "fitting pareto-nbd", 3, 5);
    clock.set(Sample.NOW);
  }

  private static List<GateResult> gates(Outcome replay) {
    return List.of(
        gate(
            "schema",
            Outcome.PASSED,
            "it answers what champion v3 is asked, on the same terms",
            """
            {"champion":3,"family":"mbg-nbd","currency":"GBP","annualDiscountRate":0.1,"margin":1.0,
             "spendOrders":"repeat","covariates":"","refusedRequests":0}\
            """),
        gate(
            "provenance",
            Outcome.PASSED,
            "3,120,441 transactions of 412,880 customers up to 2026-11-14",
            """
            {"champion":3,"dataSource":"ledger","dataSha256":"7c1e%s","transactions":3120441,
             "customers":412880,"observationEnd":"2026-11-14","codeRevision":"1.0.0",
             "championObservationEnd":"2026-11-14"}\
            """
                .formatted("0123456789".repeat(6))),
        gate(
            "convergence",
            Outcome.PASSED,
            "both fits reached their maximum, largest gradient 3.1e-10, 0 warnings",
            """
            {"champion":3,"gradientNorm":3.1e-10,"logLikelihood":-9544.1,"judgedGradientNorm":4e-10,
             "spendConverged":true,"warnings":0}\
            """),
        gate(
            "goldens",
            Outcome.PASSED,
            "64 golden predictions recomputed",
            "{\"champion\":3,\"goldens\":64,\"tolerance\":1e-9}"),
        gate(
            "holdout",
            Outcome.PASSED,
            "MAE −1.2 % [−2.0, −0.4] against v3",
            """
            {"customers":16632,"days":91,"mae":0.7611,"championMae":0.7702,"difference":-0.0091,
             "low":-0.0154,"high":-0.0031,"limit":0.0385,"championSawHoldout":false}\
            """),
        gate(
            "calibration",
            Outcome.PASSED,
            "worst is decile 9: 0.412 purchases a customer predicted, 0.500 made",
            """
            {"champion":3,"customers":16632,"limit":0.15,"beyondChance1":0,"beyondChance2":0,
             "beyondChance3":0,"beyondChance4":0.021,"beyondChance5":0,"beyondChance6":0,
             "beyondChance7":0.012,"beyondChance8":0,"beyondChance9":0.043,"beyondChance10":0.031,
             "worstDecile":9,"predicted":0.412,"actual":0.5,"standardError":0.021,"error":0.176,
             "beyondChance":0.043}\
            """),
        gate(
            "drift",
            Outcome.PASSED,
            "at most 0.4 % of 8,591 inputs (age) are outside of what it was fitted on, limit 5 %",
            """
            {"champion":3,"requests":8591,"repeatPurchasesOutside":0,"repeatPurchasesPsi":0.011,
             "recencyOutside":0.001,"recencyPsi":0.02,"ageOutside":0.004,"agePsi":0.094,
             "meanSpendOutside":0.002,"meanSpendPsi":0.031,"limit":0.05}\
            """),
        gate(
            "latency",
            Outcome.PASSED,
            "99 % of predictions take at most 19 µs, limit 5,000 µs",
            """
            {"champion":3,"inputs":1000,"p99Micros":19.4,"limitMicros":5000,
             "championP99Micros":18.9}\
            """),
        gate(
            "replay",
            replay,
            "131 customers in the log of 30 days, fewer than 200",
            "{\"champion\":3,\"customers\":131,\"refusedByChampion\":0,\"refusedByCandidate\":0}"));
  }

  private static GateResult gate(String name, Outcome outcome, String finding, String evidence) {
    return new GateResult(name, outcome, finding, evidence);
  }

  private static ReplayReport replay() {
    long[] customers = {31, 120, 410, 1310, 2410, 2620, 1190, 380, 96, 24};
    List<ChangeBin> changes = new java.util.ArrayList<>();
    for (int i = 0; i < customers.length; i++) {
      changes.add(new ChangeBin(-.5 + .1 * i, -.4 + .1 * i, customers[i]));
    }
    return new ReplayReport(
        3,
        5,
        Instant.parse("2026-11-15T00:00:00Z"),
        Instant.parse("2026-11-22T00:00:00Z"),
        8_591,
        365,
        "GBP",
        1_842_310,
        1_871_220,
        changes,
        List.of(
            new TierMove("medium", "high", 204, 21_300),
            new TierMove("high", "medium", 182, -18_900),
            new TierMove("low", "medium", 310, 10_200),
            new TierMove("medium", "low", 271, -7_700)),
        List.of(
            new SegmentTotal("channel shop", 3_311, 702_100, 696_400),
            new SegmentTotal("channel marketplace", 2_410, 512_800, 517_000),
            new SegmentTotal("channel email", 1_942, 361_900, 398_600),
            new SegmentTotal("device kiosk", 31, 4_010, 3_120)));
  }
}
