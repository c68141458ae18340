package perennial.admin.training;

import java.util.Optional;
import java.util.OptionalLong;
import perennial.admin.session.Form;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.TrainingRun;

/** That somebody wants a run, as typed. */
record StartRequest(String model, RunSettings settings, String reason) {
  static StartRequest of(Form form) {
    return new StartRequest(form.text("model").strip(), RunSettings.of(form, "{}"), reason(form));
  }

  /** A reason is one line, however it was typed. */
  static String reason(Form form) {
    return form.text("reason").strip().replaceAll("\\s*[\\n\\r\\t]\\s*", " ");
  }

  Optional<String> error() {
    return model.isEmpty()
        ? Optional.of("Say which model.")
        : settings.error().or(() -> reasonError(reason));
  }

  static Optional<String> reasonError(String reason) {
    if (reason.isEmpty()) {
      return Optional.of("Say why: the reason is kept in the audit.");
    }
    return reason.length() > 1000
        ? Optional.of("The reason has %d characters; 1,000 fit.".formatted(reason.length()))
        : Optional.empty();
  }

  NewTrainingRun run(String actor) {
    return new NewTrainingRun(
        model, TrainingRun.Trigger.HAND, OptionalLong.empty(), actor, reason, settings.json());
  }
}
