package perennial.admin.training;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.ModelBar;
import perennial.admin.model.ServingHistory;
import perennial.admin.page.Field;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.training.PolicyPage.Choice;
import perennial.registry.ModelRegistry;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.Policy.Then;
import perennial.registry.retraining.TrainingRuns;

/** Makes {@link PolicyPage}. */
public final class PolicyView {
  private final ModelRegistry registry;
  private final TrainingRuns runs;

  public PolicyView(ModelRegistry registry, TrainingRuns runs) {
    this.registry = registry;
    this.runs = runs;
  }

  PolicyPage read(String model, @Nullable String note) {
    Policy policy = runs.policy(model);
    return page(model, policy, PolicyRequest.of(policy), note, FormErrors.NONE);
  }

  /** The same again, with what was typed and why it was refused. */
  PolicyPage again(String model, PolicyRequest typed, FormErrors errors) {
    return page(model, runs.policy(model), typed, null, errors);
  }

  private PolicyPage page(
      String model, Policy policy, PolicyRequest typed, @Nullable String note, FormErrors errors) {
    return new PolicyPage(
        ModelBar.of(model, ServingHistory.read(registry, model), "Policy"),
        PolicyWords.of(policy),
        note,
        Link.policy(model),
        Field.whole("every-days", "Days between scheduled runs", "0 for none", typed.everyDays(), 4)
            .judged(errors),
        typed.onAlert(),
        Field.whole("daily-budget", "Most runs by alerts in 24 h", "", typed.dailyBudget(), 4)
            .judged(errors),
        Field.whole("cool-down-hours", "Hours between them", "", typed.coolDownHours(), 4)
            .judged(errors),
        List.of(
            choice(Then.NOTHING, "Nothing", "It stays registered until somebody looks.", typed),
            choice(Then.SHADOW, "Shadow", "It is scored beside the answers.", typed),
            choice(Then.CHALLENGER, "Challenger", "It answers a share of the customers.", typed),
            choice(Then.PROMOTE, "Promote", "It becomes champion without a person.", typed)),
        typed.percent(),
        RunSettings.FAMILIES,
        typed.settings().family(),
        typed.settings().holdout(errors),
        typed.limits().fields(errors),
        PolicyWords.own(LimitFields.of(RunSettings.object(policy.settings())).own()),
        typed.settings().kept(),
        typed.reason(),
        errors);
  }

  private static Choice choice(Then then, String name, String effect, PolicyRequest typed) {
    String value = then.name().toLowerCase(Locale.ROOT);
    return new Choice(value, name, effect, value.equals(typed.then()));
  }
}
