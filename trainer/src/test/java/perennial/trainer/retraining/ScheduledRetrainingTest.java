package perennial.trainer.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;

class ScheduledRetrainingTest {
  @TempDir Path folder;

  @Test
  void queueDue_daysAfterTheLast_onceWhateverTheClockDoes() throws Exception {
    try (LedgerWorld world = LedgerWorld.in(folder)) {
      ScheduledRetraining schedule = new ScheduledRetraining(world.database);
      Instant now = Instant.now();
      assertEquals(List.of(), schedule.queueDue(now.plus(Duration.ofDays(6))));
      assertEquals(List.of(), schedule.queueDue(now.minus(Duration.ofDays(400))));
      TrainingRun run = schedule.queueDue(now.plus(Duration.ofDays(8))).getFirst();
      assertEquals(TrainingRun.Trigger.SCHEDULE, run.trigger());
      assertEquals(List.of(), schedule.queueDue(now.plus(Duration.ofDays(30))));
      var unused = world.database.trainingRuns().claim("w1");
      var ended = world.database.trainingRuns().end(run.id(), "w1", State.FAILED, "no data");
      assertEquals(true, ended);
      assertEquals(List.of(), schedule.queueDue(now.plus(Duration.ofDays(6))));
      assertEquals(1, schedule.queueDue(now.plus(Duration.ofDays(8))).size());
    }
  }
}
