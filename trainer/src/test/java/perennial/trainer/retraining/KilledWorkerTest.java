package perennial.trainer.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import perennial.registry.Deployment;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;
import perennial.trainer.TrainingProgress;
import perennial.trainer.testing.ChildJava;

/** A worker in another process is killed in the middle of a run; another one takes over. */
class KilledWorkerTest {
  @TempDir Path folder;

  private LedgerWorld world;

  @BeforeEach
  void makeWorld() throws Exception {
    world = LedgerWorld.in(folder);
    world.writeConnection(folder.resolve("connection.properties"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private ChildJava stuckAt(String step) throws Exception {
    Path marker = Files.createTempFile(folder, "marker", ".txt");
    Files.delete(marker);
    ChildJava worker =
        ChildJava.start(
            folder.resolve("worker.log"),
            Map.of(),
            StuckWorker.class,
            folder.resolve("connection.properties").toString(),
            step,
            marker.toString(),
            folder.resolve("go").toString());
    worker.await("a run at '%s'".formatted(step), () -> Files.exists(marker));
    return worker;
  }

  @ParameterizedTest
  @CsvSource({
    "reading the ledger, 1",
    "registering, 1",
    "registered, 2",
    "gate replay, 2",
    "applying the policy, 2"
  })
  void kill_anywhere_theNextWorkerFinishesWithOneVersion(String step, long versionsAtDeath)
      throws Exception {
    TrainingRun run = world.request("{}");
    stuckAt(step).kill();
    assertEquals(versionsAtDeath, world.versions());
    assertEquals(State.RUNNING, world.database.trainingRuns().run(run.id()).orElseThrow().state());
    assertEquals(1, world.database.trainingRuns().recover(Duration.ZERO).size());
    try (RunLoop worker = world.worker(TrainingProgress.NONE)) {
      TrainingRun ended = world.awaitEnd(run);
      assertEquals(State.SUCCEEDED, ended.state(), ended::outcome);
      assertEquals(OptionalLong.of(2), ended.version());
    }
    assertEquals(2, world.versions());
    assertEquals(10, world.database.trainingRuns().gates(LedgerWorld.MODEL, 2).size());
    assertEquals(2, world.database.registry().live(LedgerWorld.MODEL).orElseThrow().sequence());
  }

  /** Deployed, and the run not ended: its row is held until the worker is dead. */
  @ParameterizedTest
  @EnumSource(names = {"CHALLENGER", "PROMOTE"})
  void kill_afterThePolicyWasApplied_isNotDeployedAgain(Policy.Then then) throws Exception {
    world.policy(then);
    TrainingRun run = world.request("{}");
    ChildJava worker = stuckAt("applying the policy");
    List<GateResult> gates = world.database.trainingRuns().gates(LedgerWorld.MODEL, 2);
    try (Handle other =
        Jdbi.open(world.config.jdbcUrl(), world.config.user(), world.config.password())) {
      other.begin();
      other.execute("SELECT id FROM training_runs WHERE id = ? FOR UPDATE", run.id());
      Files.writeString(folder.resolve("go"), "on");
      worker.await("a deployment", () -> live().sequence() == 2);
      worker.kill();
      other.rollback();
    }
    Deployment deployed = live();
    TrainingRun left = world.database.trainingRuns().run(run.id()).orElseThrow();
    assertEquals(State.RUNNING, left.state());
    assertEquals(OptionalLong.of(2), left.version());
    assertEquals(1, world.database.trainingRuns().recover(Duration.ZERO).size());
    try (RunLoop next = world.worker(TrainingProgress.NONE)) {
      TrainingRun ended = world.awaitEnd(run);
      assertEquals(State.SUCCEEDED, ended.state(), ended::outcome);
      assertEquals(
          "v2 passed every gate; it is deployed already, by deployment 2", ended.outcome());
    }
    assertEquals(deployed, live());
    assertEquals(2, world.versions());
    assertEquals(gates, world.database.trainingRuns().gates(LedgerWorld.MODEL, 2));
  }

  private Deployment live() {
    return world.database.registry().live(LedgerWorld.MODEL).orElseThrow();
  }

  @Test
  void kill_twice_failsWithTheReason() throws Exception {
    TrainingRun run = world.request("{}");
    stuckAt("fitting").kill();
    assertEquals(
        State.QUEUED, world.database.trainingRuns().recover(Duration.ZERO).getFirst().state());
    stuckAt("fitting").kill();
    TrainingRun failed = world.database.trainingRuns().recover(Duration.ZERO).getFirst();
    assertEquals(State.FAILED, failed.state());
    assertEquals(run.id(), failed.id());
    assertTrue(failed.outcome().contains("given up the second time"), failed::outcome);
    assertTrue(failed.outcome().contains("fitting"), failed::outcome);
    assertEquals(1, world.versions());
  }

  @Test
  void sigterm_duringAFit_handsTheRunBack() throws Exception {
    TrainingRun run = world.request("{}");
    var unused = stuckAt("fitting").terminate();
    TrainingRun back = world.database.trainingRuns().run(run.id()).orElseThrow();
    assertEquals(State.QUEUED, back.state());
    assertTrue(
        world
            .database
            .trainingRuns()
            .log(run.id(), 0, 100)
            .getLast()
            .text()
            .startsWith("queued again: its worker stopped at: fitting"));
    assertEquals(1, world.versions());
  }
}
