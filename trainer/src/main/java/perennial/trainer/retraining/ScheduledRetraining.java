package perennial.trainer.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import perennial.registry.Database;
import perennial.registry.ModelSummary;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;

/**
 * Queues runs by the models' schedules: so many days after the newest run that ended well or ill,
 * or after the newest version when there was none. Models that serve nothing wait.
 */
public final class ScheduledRetraining {
  private final Database database;

  public ScheduledRetraining(Database database) {
    this.database = database;
  }

  /** Queues what is due; two workers at once queue it once. Returns what was queued. */
  public List<TrainingRun> queueDue(Instant now) {
    return database.registry().models().stream()
        .filter(model -> model.live().isPresent())
        .flatMap(model -> queueIfDue(model, now).stream())
        .toList();
  }

  private Optional<TrainingRun> queueIfDue(ModelSummary model, Instant now) {
    Policy policy = database.trainingRuns().policy(model.name());
    if (policy.everyDays() == 0) {
      return Optional.empty();
    }
    Instant last = last(model.name(), now);
    if (now.isBefore(last.plus(Duration.ofDays(policy.everyDays())))) {
      return Optional.empty();
    }
    return database
        .trainingRuns()
        .request(
            new NewTrainingRun(
                model.name(),
                TrainingRun.Trigger.SCHEDULE,
                OptionalLong.empty(),
                PolicyStep.ACTOR,
                "every %d days; last trained %s".formatted(policy.everyDays(), last),
                "{}"));
  }

  /**
   * A run that is under way counts as now; one that a clock which was ahead has requested in the
   * future does not count.
   */
  private Instant last(String model, Instant now) {
    Optional<TrainingRun> newest =
        database.trainingRuns().runs(model, 0, 20).stream()
            .filter(run -> run.state() != State.CANCELLED)
            .filter(run -> !run.state().ended() || !run.requestedAt().isAfter(now))
            .findFirst();
    if (newest.isPresent()) {
      return newest.get().state().ended() ? newest.get().requestedAt() : now;
    }
    return database.registry().versions(model, 0, 1).getFirst().registeredAt();
  }
}
