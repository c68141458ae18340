package perennial.admin.training;

import java.util.Optional;
import java.util.OptionalLong;
import perennial.admin.page.FormErrors;
import perennial.admin.session.Form;
import perennial.admin.session.Reason;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.TrainingRun;

/** That somebody wants a run, as typed. */
record StartRequest(String model, RunSettings settings, String reason) {
  static StartRequest of(Form form) {
    return new StartRequest(
        form.text("model").strip(), RunSettings.of(form, "{}"), Reason.of(form).text());
  }

  FormErrors errors() {
    FormErrors which =
        FormErrors.NONE.with(
            "model", model.isEmpty() ? Optional.of("Say which model.") : Optional.empty());
    return settings.errors(which).with("reason", new Reason(reason).error());
  }

  NewTrainingRun run(String actor) {
    return new NewTrainingRun(
        model,
        TrainingRun.Trigger.HAND,
        OptionalLong.empty(),
        actor,
        reason,
        settings.node().toString());
  }
}
