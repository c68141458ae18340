package perennial.trainer.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.Deployment;
import perennial.registry.NewDeployment;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;
import perennial.registry.retraining.GateSetting;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;
import perennial.trainer.TrainingProgress;

/** One worker in this process, from the request to the outcome. */
class RetrainingRunTest {
  @TempDir Path folder;

  private LedgerWorld world;

  @BeforeEach
  void makeWorld() throws Exception {
    world = LedgerWorld.in(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Deployment live() {
    return world.database.registry().live(LedgerWorld.MODEL).orElseThrow();
  }

  private TrainingRun run(String settings, TrainingProgress also) {
    TrainingRun queued = world.request(settings);
    try (RunLoop worker = world.worker(also)) {
      return world.awaitEnd(queued);
    }
  }

  private List<GateResult> gates() {
    return world.database.trainingRuns().gates(LedgerWorld.MODEL, 2);
  }

  /** Does something once, when a run comes to a step that begins so. */
  private static TrainingProgress at(String begin, Runnable what) {
    AtomicBoolean done = new AtomicBoolean();
    return (step, part, total) -> {
      if (step.startsWith(begin) && done.compareAndSet(false, true)) {
        what.run();
      }
    };
  }

  @ParameterizedTest
  @EnumSource(Policy.Then.class)
  void run_allGatesPassed_doesWhatThePolicySays(Policy.Then then) {
    world.policy(then);
    TrainingRun ended = run("{}", TrainingProgress.NONE);
    assertEquals(State.SUCCEEDED, ended.state(), ended::outcome);
    assertEquals(OptionalLong.of(2), ended.version());
    assertEquals(
        "schema provenance convergence goldens holdout bias calibration replay drift latency",
        String.join(" ", gates().stream().map(GateResult::gate).toList()));
    assertTrue(Gates.allPassed(gates()), () -> gates().toString());
    ReplayReport replay = world.database.trainingRuns().replay(LedgerWorld.MODEL, 2).orElseThrow();
    assertEquals(1_200, replay.requests());
    assertTrue(replay.championTotal() > 0);
    Deployment live = live();
    assertEquals(then == Policy.Then.NOTHING ? 1 : 2, live.sequence());
    assertEquals(then == Policy.Then.PROMOTE ? 2 : 1, live.championVersion());
    assertEquals(
        then == Policy.Then.CHALLENGER ? OptionalLong.of(2) : OptionalLong.empty(),
        live.challengerVersion());
    assertEquals(
        then == Policy.Then.SHADOW ? OptionalLong.of(2) : OptionalLong.empty(),
        live.shadowVersion());
    assertEquals(2, world.versions());
  }

  @Test
  void run_somebodyDeploysMeanwhile_isAnOutcomeAndNoError() {
    world.policy(Policy.Then.PROMOTE);
    TrainingRun ended =
        run(
            "{}",
            at(
                "applying the policy",
                () ->
                    world
                        .database
                        .registry()
                        .deploy(NewDeployment.champion(LedgerWorld.MODEL, 1, 1, "bob", "first"))));
    assertEquals(State.SUCCEEDED, ended.state());
    assertTrue(ended.outcome().contains("somebody else was first"), ended::outcome);
    assertEquals("bob", live().actor());
  }

  @Test
  void run_challengerOfAPerson_staysAsItIs() {
    world.policy(Policy.Then.CHALLENGER);
    world
        .database
        .registry()
        .importVersion(
            LedgerWorld.MODEL, world.database.registry().export(LedgerWorld.MODEL, 1), "bob");
    world
        .database
        .registry()
        .deploy(
            new NewDeployment(
                LedgerWorld.MODEL,
                1,
                OptionalLong.of(2),
                0.3,
                OptionalLong.empty(),
                1,
                "bob",
                "my own try"));
    TrainingRun ended = run("{}", TrainingProgress.NONE);
    assertEquals(State.SUCCEEDED, ended.state());
    assertTrue(ended.outcome().contains("bob has a challenger already"), ended::outcome);
    assertEquals(OptionalLong.of(2), live().challengerVersion());
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"margin\": 0.5}', schema",
    "'{\"observation-end\": \"EARLY\", \"holdout-days\": 60}', provenance",
    "'{\"family\": \"nbd\"}', calibration",
  })
  void run_aGateFails_isRegisteredAndNotDeployed(String settings, String gate) {
    world.policy(Policy.Then.PROMOTE);
    String early = java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(200).toString();
    TrainingRun ended = run(settings.replace("EARLY", early), TrainingProgress.NONE);
    assertEquals(State.SUCCEEDED, ended.state(), ended::outcome);
    GateResult failed =
        gates().stream().filter(g -> g.gate().equals(gate)).findFirst().orElseThrow();
    assertEquals(Outcome.FAILED, failed.outcome(), failed::finding);
    assertTrue(ended.outcome().contains(gate + " FAILED"), ended::outcome);
    assertEquals(1, live().sequence());
  }

  @Test
  void run_limitsThatNobodyKeeps_failTheirGatesWithEvidence() {
    GateLimits strict = GateLimits.of(Map.of(GateSetting.GATE_MIN_CUSTOMERS, 1e6));
    TrainingRun queued = world.request("{}");
    try (RunLoop worker = world.worker(TrainingProgress.NONE, strict)) {
      world.awaitEnd(queued);
    }
    for (String gate : List.of("holdout", "bias", "calibration", "replay", "drift")) {
      GateResult result =
          gates().stream().filter(g -> g.gate().equals(gate)).findFirst().orElseThrow();
      assertEquals(Outcome.NOT_ENOUGH_DATA, result.outcome(), result::finding);
      assertTrue(result.evidence().contains("\"champion\":1"), result::evidence);
    }
    assertEquals(1, live().sequence());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reading the ledger", "fitting", "registering", "replaying", "gate holdout"})
  void cancel_atAnyStep_registersNothingHalf(String step) {
    TrainingRun queued = world.request("{}");
    TrainingProgress cancelling =
        at(step, () -> world.database.trainingRuns().cancel(queued.id(), "bob"));
    try (RunLoop worker = world.worker(cancelling)) {
      TrainingRun ended = world.awaitEnd(queued);
      assertEquals(State.CANCELLED, ended.state(), ended::outcome);
      boolean registered = step.equals("replaying") || step.equals("gate holdout");
      assertEquals(registered ? 2 : 1, world.versions());
      assertEquals(registered, ended.version().isPresent());
      assertEquals(1, live().sequence());
      // The worker goes on with the next one.
      assertEquals(State.SUCCEEDED, world.awaitEnd(world.request("{}")).state());
    }
  }

  @Test
  void run_wrongSettings_failsWithTheReason() {
    TrainingRun unknown = run("{\"famly\": \"bg-nbd\"}", TrainingProgress.NONE);
    assertEquals(State.FAILED, unknown.state());
    assertTrue(unknown.outcome().contains("--famly"), unknown::outcome);
    TrainingRun holdout = run("{\"holdout-days\": 5000}", TrainingProgress.NONE);
    assertEquals(State.FAILED, holdout.state());
    assertTrue(holdout.outcome().contains("no customer has a purchase"), holdout::outcome);
    TrainingRun counts = run("{\"family\": \"sbg\"}", TrainingProgress.NONE);
    assertEquals(State.FAILED, counts.state());
    assertTrue(counts.outcome().contains("sbg"), counts::outcome);
    assertEquals(1, world.versions());
  }

  @Test
  void run_onAFile_fitsTheFile() {
    String settings = "{\"transactions\": \"%s\", \"refit\": false}".formatted(world.log);
    TrainingRun ended = run(settings, TrainingProgress.NONE);
    assertEquals(State.SUCCEEDED, ended.state(), ended::outcome);
    assertEquals(
        "sales.csv",
        world.database.registry().version(LedgerWorld.MODEL, 2).provenance().dataSource());
  }
}
