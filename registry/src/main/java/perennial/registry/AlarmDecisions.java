package perennial.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.retraining.AlarmDecision;
import perennial.registry.retraining.AlarmDecision.Answer;
import perennial.registry.retraining.TrainingRun;

/** Keeps what was decided about the alarms of a window, within the caller's transaction. */
final class AlarmDecisions {
  private final Handle handle;
  private final AlarmDecision decision;
  private final Instant now;

  AlarmDecisions(Handle handle, AlarmDecision decision, Instant now) {
    this.handle = handle;
    this.decision = decision;
    this.now = now;
  }

  /** Queues the run, ties it to its alerts and says so in their threads: once for each alarm. */
  Optional<TrainingRun> keep() {
    AlertTable.lock(handle, decision.model());
    List<Answer> open =
        decision.answers().stream()
            .filter(answer -> !AlertNoteTable.isDecided(handle, answer.alert(), decision.window()))
            .toList();
    Optional<TrainingRun> run =
        open.stream().anyMatch(Answer::takesRun)
            ? decision.run().flatMap(wanted -> TrainingRunTable.insert(handle, wanted))
            : Optional.empty();
    open.forEach(answer -> keep(answer, run));
    return run;
  }

  private void keep(Answer answer, Optional<TrainingRun> run) {
    if (answer.takesRun() && run.isPresent()) {
      AlertTable.triggered(handle, answer.alert(), run.get().id());
      note(answer, "retraining started", "run " + run.get().id());
      note(answer, AlertNoteTable.TRIGGERED, of(answer.reason()));
    } else {
      String why =
          answer.takesRun()
              ? "another run was queued at the same moment; " + answer.reason()
              : answer.reason();
      note(answer, AlertNoteTable.SUPPRESSED, of(why));
    }
  }

  private String of(String reason) {
    return "%s of %s: %s".formatted(decision.window().period(), decision.window().start(), reason);
  }

  private void note(Answer answer, String what, String detail) {
    AlertNoteTable.add(
        handle,
        answer.alert(),
        new AlertNote(now, decision.actor(), what, detail, Optional.of(decision.window())));
  }
}
