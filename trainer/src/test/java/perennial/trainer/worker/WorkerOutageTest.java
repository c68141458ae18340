package perennial.trainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.embedded.EphemeralPostgres;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.TrainingRun;
import perennial.trainer.cli.TrainerMain;
import perennial.trainer.testing.ChildJava;
import perennial.trainer.testing.DirtyEvents;

/** {@code perennial worker} as a process, whose PostgreSQL is stopped for some seconds. */
class WorkerOutageTest {
  /** Longer than the silence, which is longer than a busy machine pauses between heartbeats. */
  private static final Duration AWAY = Duration.ofSeconds(14);

  private static final Map<String, String> FAST =
      Map.of(
          "PERENNIAL_WORKER_POLL_SECONDS", "1",
          "PERENNIAL_WORKER_HEARTBEAT_SECONDS", "1",
          "PERENNIAL_WORKER_SILENCE_SECONDS", "12");

  @TempDir Path folder;

  private static TrainingRun request(Database database, String model, Path log) {
    return database
        .trainingRuns()
        .request(
            new NewTrainingRun(
                model,
                TrainingRun.Trigger.HAND,
                OptionalLong.empty(),
                "ann",
                "new prices",
                "{\"transactions\": \"%s\", \"holdout-days\": 60}".formatted(log)))
        .orElseThrow();
  }

  private static TrainingRun run(Database database, TrainingRun run) {
    return database.trainingRuns().run(run.id()).orElseThrow();
  }

  /** When a recurring task last ended well. */
  private static OffsetDateTime lastRound(RegistryConfig config, String task) {
    try (Handle handle = Jdbi.open(config.jdbcUrl(), config.user(), config.password())) {
      return handle
          .createQuery(
              """
              SELECT coalesce(max(last_success), '-infinity') FROM scheduled_tasks
              WHERE task_name = :task
              """)
          .bind("task", task)
          .mapTo(OffsetDateTime.class)
          .one();
    }
  }

  @Test
  void databaseStopsAndComesBack_workerLivesSchedulesGoOnAndNoRunIsLost() throws Exception {
    Path data = folder.resolve("data");
    Path log = DirtyEvents.log(folder, 30_000);
    EmbeddedPostgres server = EphemeralPostgres.start(data);
    RegistryConfig config = server.config();
    TrainingRun inTheMiddle;
    try (Database database = Database.open(config, Clock.systemUTC())) {
      database.migrate();
      inTheMiddle = request(database, "a", log);
    }
    try (ChildJava worker =
        ChildJava.start(
            folder.resolve("worker.log"),
            FAST,
            TrainerMain.class,
            "worker",
            "--data-dir",
            data.toString())) {
      try (Database database = Database.open(config, Clock.systemUTC())) {
        worker.await(
            "a run that is under way", () -> run(database, inTheMiddle).step().startsWith("fit"));
        worker.await("a first round", () -> lastRound(config, "deliver-webhooks").getYear() > 2000);
      }
      server.close();
      assertTrue(!new CountDownLatch(1).await(AWAY.toMillis(), TimeUnit.MILLISECONDS));
      assertTrue(worker.isAlive(), worker.said());
      server = EphemeralPostgres.start(data);
      assertEquals(config.jdbcUrl(), server.config().jdbcUrl());
      OffsetDateTime back = OffsetDateTime.now(Clock.systemUTC());

      try (Database database = Database.open(config, Clock.systemUTC())) {
        TrainingRun afterwards = request(database, "b", log);
        for (TrainingRun run : new TrainingRun[] {inTheMiddle, afterwards}) {
          worker.await("the end of " + run.model(), () -> run(database, run).state().ended());
          TrainingRun ended = run(database, run);
          assertEquals(TrainingRun.State.SUCCEEDED, ended.state(), ended::outcome);
          assertEquals(1, database.registry().versions(run.model(), 0, 10).size());
          assertTrue(
              database.trainingRuns().log(run.id(), 0, 100).stream()
                  .noneMatch(line -> line.text().contains("last heard of")),
              "nobody could be heard of, and its worker lived");
        }
        for (String task : new String[] {"deliver-webhooks", "recover-runs"}) {
          worker.await(
              "a round of %s".formatted(task), () -> lastRound(config, task).isAfter(back));
        }
      }
      assertTrue(worker.isAlive(), worker.said());
      assertEquals(143, worker.terminate(), worker.said());
    } finally {
      server.close();
    }
  }
}
