package perennial.trainer.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.model.BtydModel;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.Provenance;
import perennial.model.TimeUnit;
import perennial.registry.LoadedVersion;
import perennial.registry.ModelVersion;
import perennial.registry.NewVersion;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;
import perennial.registry.retraining.GateSetting;
import perennial.simulation.SimulationSettings;
import perennial.trainer.SimulatedLog;
import perennial.trainer.Trained;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogSource;
import perennial.trainer.transactions.Window;

/** Candidates that predict too much of everybody, beside a champion that does not. */
class BiasGateTest {
  private static final int HOLDOUT_DAYS = 90;

  @TempDir static Path folder;

  private static Trained trained;

  @SuppressWarnings("NullAway.Init") // with the first fit
  private static BtydModel fitted;

  @SuppressWarnings("NullAway.Init") // likewise
  private static Window window;

  @SuppressWarnings("NullAway.Init") // likewise
  private static Histories histories;

  @BeforeAll
  static void fit() {
    Path log = folder.resolve("sales.csv");
    var unused =
        SimulatedLog.write(
            new SimulationSettings(
                11,
                8_000,
                LocalDate.of(2024, 1, 1),
                200,
                400,
                new MbgNbd(.9, 6.0, .8, 2.5),
                new GammaGamma(6.25, 3.74, 15.44),
                TimeUnit.WEEK),
            log);
    trained =
        new Training(Clock.systemUTC(), TrainingProgress.NONE, BiasGateTest::keepTheFirst)
            .train(
                TrainingSettings.of(log.toString()).withHoldoutDays(HOLDOUT_DAYS),
                LogSource.of(new InputFiles(List.of(log))));
  }

  private static void keepTheFirst(BtydModel model, Window days, Histories customers) {
    if (days.holdoutDays() > 0) {
      fitted = model;
      window = days;
      histories = customers;
    }
  }

  /** Everybody buys more often by a factor, as far as this model knows. */
  private static BtydModel faster(double factor) {
    MbgNbd fit = (MbgNbd) fitted.purchases();
    return new BtydModel(
        new MbgNbd(factor * fit.r(), fit.alpha(), fit.a(), fit.b()),
        fitted.purchaseCovariance(),
        fitted.spend(),
        fitted.spendCovariance(),
        fitted.spendOrders(),
        fitted.timeUnit(),
        fitted.terms(),
        fitted.observationEnd());
  }

  private static Judged judged(BtydModel candidate) {
    Judged judged = new Judged();
    judged.fitted(candidate, window, histories);
    return judged;
  }

  private static double bias(Judged judged) {
    Judged.Outcome outcome = judged.outcome().orElseThrow();
    return Arrays.stream(outcome.predicted()).sum() / Arrays.stream(outcome.actual()).sum() - 1;
  }

  /** A candidate with this bias. */
  private static Judged biasedBy(double wanted) {
    double low = 0.1;
    double high = 10;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (bias(judged(faster(middle))) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return judged(faster(low));
  }

  /** The fit itself, as version 3, of data that end on that day. */
  private static LoadedVersion champion(LocalDate dataEnd) {
    NewVersion made = trained.newVersion("retail", "ann");
    Provenance p = made.provenance();
    Provenance provenance =
        new Provenance(
            p.dataSha256(),
            p.dataSource(),
            p.transactions(),
            p.customers(),
            p.firstTransaction(),
            dataEnd,
            p.settings(),
            p.seed(),
            p.codeRevision(),
            p.java(),
            p.operatingSystem(),
            p.fittedAt());
    return new LoadedVersion(
        new ModelVersion(
            "retail", 3, "mbg-nbd", "ab", 2, provenance, made.metrics(), Instant.EPOCH, "ann"),
        fitted,
        List.of());
  }

  private static Candidacy candidacy(
      Judged judged, Optional<LoadedVersion> champion, GateLimits limits) {
    return new Candidacy(
        champion(window.holdoutEnd()), // of no interest here
        trained.report(),
        champion,
        champion.map(version -> trained.report()),
        judged,
        Optional.empty(),
        limits);
  }

  private static GateResult check(Judged judged, Optional<LoadedVersion> champion) {
    return new BiasGate().check(candidacy(judged, champion, GateLimits.DEFAULT));
  }

  private static LoadedVersion unseen() {
    return champion(window.observationEnd());
  }

  private static LoadedVersion seen() {
    return champion(window.holdoutEnd());
  }

  @Test
  void check_largerThanTheChampions_failsWhereTheErrorDoesNotShowIt() {
    Judged biased = biasedBy(0.094);
    assertTrue(Math.abs(bias(judged(fitted))) < 0.05, "the champion is about right");
    GateResult result = check(biased, Optional.of(unseen()));
    assertEquals(Outcome.FAILED, result.outcome(), result::finding);
    assertTrue(result.finding().startsWith("bias +9.4 % of "), result::finding);
    assertTrue(result.finding().contains("champion v3's is "), result::finding);
    assertTrue(result.evidence().contains("\"champion\":3"), result::evidence);
    GateResult error =
        new HoldoutGate().check(candidacy(biased, Optional.of(unseen()), GateLimits.DEFAULT));
    assertEquals(Outcome.PASSED, error.outcome(), error::finding);
  }

  @Test
  void check_championThatSawTheDays_isJudgedByItsOwnHoldout() {
    GateResult result = check(biasedBy(0.14), Optional.of(seen()));
    assertEquals(Outcome.FAILED, result.outcome(), result::finding);
    assertTrue(result.finding().contains("on its own holdout it had "), result::finding);
    GateResult same = check(judged(fitted), Optional.of(seen()));
    assertEquals(Outcome.PASSED, same.outcome(), same::finding);
  }

  @ParameterizedTest
  @CsvSource({"0.25, FAILED", "-0.25, FAILED", "0.05, PASSED", "-0.05, PASSED"})
  void check_withoutAChampion_theBoundHolds(double bias, Outcome outcome) {
    GateResult result = check(biasedBy(bias), Optional.empty());
    assertEquals(outcome, result.outcome(), result::finding);
    assertTrue(result.finding().contains("limit 10 %; there is no champion"), result::finding);
  }

  @Test
  void check_asGoodAsTheChampion_passes() {
    GateResult result = check(judged(fitted), Optional.of(unseen()));
    assertEquals(Outcome.PASSED, result.outcome(), result::finding);
  }

  @Test
  void check_limitsOfThePolicy_areKept() {
    GateLimits wide =
        GateLimits.DEFAULT.with(new TreeMap<>(Map.of("gate-bias-margin", "0.2", "k", "2")));
    GateResult result =
        new BiasGate().check(candidacy(biasedBy(0.094), Optional.of(unseen()), wide));
    assertEquals(Outcome.PASSED, result.outcome(), result::finding);
    GateLimits narrow = GateLimits.DEFAULT.with(new TreeMap<>(Map.of("gate-bias", "0.001")));
    GateResult noisy = new BiasGate().check(candidacy(judged(fitted), Optional.empty(), narrow));
    assertEquals(Outcome.NOT_ENOUGH_DATA, noisy.outcome(), noisy::finding);
  }

  @Test
  void check_fewCustomers_cannotTell() {
    GateLimits many = GateLimits.of(Map.of(GateSetting.GATE_MIN_CUSTOMERS, 1e6));
    GateResult result = new BiasGate().check(candidacy(judged(fitted), Optional.empty(), many));
    assertEquals(Outcome.NOT_ENOUGH_DATA, result.outcome(), result::finding);
    assertEquals(Outcome.NOT_ENOUGH_DATA, check(new Judged(), Optional.empty()).outcome());
  }

  /** Too much is expected of those who bought often, and too little of the others. */
  @Test
  void calibration_moreUnequalThanCustomersAre_fails() {
    GateResult right =
        new CalibrationGate()
            .check(candidacy(judged(fitted), Optional.of(unseen()), GateLimits.DEFAULT));
    assertEquals(Outcome.PASSED, right.outcome(), right::finding);
    MbgNbd fit = (MbgNbd) fitted.purchases();
    BtydModel wrong =
        new BtydModel(
            new MbgNbd(fit.r() / 4, fit.alpha() / 4, fit.a(), fit.b()),
            fitted.purchaseCovariance(),
            fitted.spend(),
            fitted.spendCovariance(),
            fitted.spendOrders(),
            fitted.timeUnit(),
            fitted.terms(),
            fitted.observationEnd());
    GateResult result =
        new CalibrationGate()
            .check(candidacy(judged(wrong), Optional.of(unseen()), GateLimits.DEFAULT));
    assertEquals(Outcome.FAILED, result.outcome(), result::finding);
  }
}
