package perennial.registry.retraining;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One run of the trainer that the worker does.
 *
 * @param alert that triggered it
 * @param actor who asked for it; {@code worker} for a schedule or an alert
 * @param settings as a JSON object by command-line names, such as {@code family}
 * @param step what it is doing, such as {@code fitting mbg-nbd}
 * @param done of {@code total}
 * @param heartbeat when its worker was last heard of
 * @param version that it registered
 * @param outcome in one sentence once it has ended; why, when it failed
 */
public record TrainingRun(
    long id,
    String model,
    State state,
    Trigger trigger,
    OptionalLong alert,
    String actor,
    String reason,
    String settings,
    Instant requestedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    String step,
    long done,
    long total,
    Optional<Instant> heartbeat,
    OptionalLong version,
    String outcome) {

  public enum State {
    QUEUED,
    RUNNING,
    /** A cancel was asked for and is not done yet. */
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean ended() {
      return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
  }

  public enum Trigger {
    SCHEDULE,
    ALERT,
    HAND
  }
}
