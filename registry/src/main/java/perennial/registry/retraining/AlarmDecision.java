package perennial.registry.retraining;

import java.util.List;
import java.util.Optional;
import perennial.monitoring.MonitoringWindow;

/**
 * What was decided about the alarms of a window.
 *
 * @param actor who decided
 * @param run to be queued for them; empty when none of them starts one
 * @param answers one for each alarm
 */
public record AlarmDecision(
    String model,
    MonitoringWindow window,
    String actor,
    Optional<NewTrainingRun> run,
    List<Answer> answers) {
  public AlarmDecision {
    answers = List.copyOf(answers);
  }

  /**
   * @param alert that the alarm is of
   * @param takesRun whether it starts the run, or joins the alarm that does
   * @param reason one sentence with figures
   */
  public record Answer(long alert, boolean takesRun, String reason) {}
}
