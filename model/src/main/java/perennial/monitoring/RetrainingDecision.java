package perennial.monitoring;

import java.util.List;
import java.util.Optional;

/**
 * Whether a window's alarms start a retraining, and what is said to each of them.
 *
 * @param trigger the alarm that starts it: the largest that may; empty when none does
 * @param answers one for each thread with an alarm in the window, the trigger among them
 */
public record RetrainingDecision(Optional<AlarmThread> trigger, List<Answer> answers) {
  public RetrainingDecision {
    answers = List.copyOf(answers);
  }

  /**
   * @param reason one sentence with figures, to be recorded
   */
  public record Answer(AlarmThread thread, Outcome outcome, String reason) {}

  public enum Outcome {
    STARTS,
    /** Another alarm of the same window starts the run. */
    JOINS,
    /** Not often or not large enough yet. */
    WAITS,
    MUTED,
    /** The policy does not let alarms start runs. */
    NOT_ALLOWED,
    /** A run of this model is queued or under way. */
    RUNNING,
    COOLING_DOWN,
    OVER_BUDGET
  }
}
