package perennial.admin.training;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.ModelBar;
import perennial.admin.model.ServingHistory;
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
    return page(model, policy, PolicyRequest.of(policy), note, null);
  }

  /** The same again, with what was typed and why it was refused. */
  PolicyPage again(String model, PolicyRequest typed, String error) {
    return page(model, runs.policy(model), typed, null, error);
  }

  private PolicyPage page(
      String model,
      Policy policy,
      PolicyRequest typed,
      @Nullable String note,
      @Nullable String error) {
    return new PolicyPage(
        ModelBar.of(model, ServingHistory.read(registry, model), "Policy"),
        PolicyWords.of(policy),
        note,
        Link.policy(model),
        typed.everyDays(),
        typed.onAlert(),
        typed.dailyBudget(),
        typed.coolDownHours(),
        List.of(
            choice(Then.NOTHING, "Nothing", "It stays registered until somebody looks.", typed),
            choice(Then.SHADOW, "Shadow", "It is scored beside the answers.", typed),
            choice(Then.CHALLENGER, "Challenger", "It answers a share of the customers.", typed),
            choice(Then.PROMOTE, "Promote", "It becomes champion without a person.", typed)),
        typed.percent(),
        RunSettings.FAMILIES,
        typed.settings().family(),
        typed.settings().holdoutDays(),
        typed.reason(),
        error);
  }

  private static Choice choice(Then then, String name, String effect, PolicyRequest typed) {
    String value = then.name().toLowerCase(Locale.ROOT);
    return new Choice(value, name, effect, value.equals(typed.then()));
  }
}
