package perennial.trainer.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;
import perennial.trainer.TrainingProgress;

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

  private Process stuckAt(String step) throws Exception {
    Path marker = Files.createTempFile(folder, "marker", ".txt");
    Files.delete(marker);
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-Xmx512m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StuckWorker.class.getName(),
                    folder.resolve("connection.properties").toString(),
                    step,
                    marker.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker.log").toFile())
            .start();
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!Files.exists(marker)) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        process.destroyForcibly();
        throw new AssertionError(
            "never came to '%s': %s"
                .formatted(step, Files.readString(folder.resolve("worker.log"))));
      }
      Thread.onSpinWait();
    }
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly(); // SIGKILL
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
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
    kill(stuckAt(step));
    assertEquals(versionsAtDeath, world.versions());
    assertEquals(State.RUNNING, world.database.trainingRuns().run(run.id()).orElseThrow().state());
    assertEquals(1, world.database.trainingRuns().recover(Duration.ZERO).size());
    try (RunLoop worker = world.worker(TrainingProgress.NONE)) {
      TrainingRun ended = world.awaitEnd(run);
      assertEquals(State.SUCCEEDED, ended.state(), ended::outcome);
      assertEquals(OptionalLong.of(2), ended.version());
    }
    assertEquals(2, world.versions());
    assertEquals(9, world.database.trainingRuns().gates(LedgerWorld.MODEL, 2).size());
    assertEquals(2, world.database.registry().live(LedgerWorld.MODEL).orElseThrow().sequence());
  }

  @Test
  void kill_twice_failsWithTheReason() throws Exception {
    TrainingRun run = world.request("{}");
    kill(stuckAt("fitting"));
    assertEquals(
        State.QUEUED, world.database.trainingRuns().recover(Duration.ZERO).getFirst().state());
    kill(stuckAt("fitting"));
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
    Process process = stuckAt("fitting");
    process.destroy(); // SIGTERM
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
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
