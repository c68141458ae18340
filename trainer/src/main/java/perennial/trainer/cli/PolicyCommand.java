package perennial.trainer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRuns;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a model's retraining policy, or changes it. */
@Command(
    name = "policy",
    description = {
      "Show or change when a model retrains by itself, and what becomes of the outcome.",
      "",
      "What is not named stays as it is. Settings are options of `perennial fit`, by which runs are"
          + " fitted, and limits of the gates, such as gate-bias. They are checked before anything"
          + " is changed.",
      ""
    },
    footer = {
      "",
      "Limits of the gates: trainer/docs/retraining.md has each with its default and meaning.",
      "",
      "Examples:",
      "  perennial policy --model retail",
      "  perennial policy --every-days 14 --then shadow --reason \"fewer changes\"",
      "  perennial policy --set gate-bias=0.05 --set family=pareto-nbd --reason \"stricter\"",
      "  perennial policy --unset gate-bias --reason \"the usual limit is enough\"",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class PolicyCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; kept in the audit. Needed for a change.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--every-days",
      paramLabel = "N",
      description = "A scheduled run each so many days; 0 for none.")
  private Optional<Integer> everyDays = Optional.empty();

  @Option(
      names = "--on-alert",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether alarms may start runs.")
  private Optional<Boolean> onAlert = Optional.empty();

  @Option(
      names = "--daily-budget",
      paramLabel = "N",
      description = "The most runs that alarms start in 24 hours.")
  private Optional<Integer> dailyBudget = Optional.empty();

  @Option(
      names = "--cool-down-hours",
      paramLabel = "N",
      description = "Hours after a run that an alarm started, before the next such run.")
  private Optional<Integer> coolDownHours = Optional.empty();

  @Option(
      names = "--then",
      paramLabel = "WHAT",
      converter = Labels.ThenLabel.class,
      description = {
        "What becomes of a version that passed every gate: nothing, shadow, challenger or promote.",
      })
  private Optional<Policy.Then> then = Optional.empty();

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description = "Share of the customers for a challenger, above 0 up to 1.")
  private Optional<Double> share = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting, without dashes; may be repeated.")
  private Map<String, String> set = new TreeMap<>();

  @Option(
      names = "--unset",
      paramLabel = "NAME",
      description = "Takes a setting away; may be repeated.")
  private List<String> unset = new ArrayList<>();

  @Override
  public Integer call() {
    try (Database registry = database.open()) {
      var unused = registry.registry().versions(model.name(), 0, 1); // refuses an unknown model
      TrainingRuns runs = registry.trainingRuns();
      if (isChange()) {
        change(runs);
      }
      Policy policy = runs.policy(model.name());
      console.print(
          () -> PolicyText.json(model.name(), policy), () -> PolicyText.text(model.name(), policy));
      return ExitCode.OK;
    }
  }

  private boolean isChange() {
    return everyDays.isPresent()
        || onAlert.isPresent()
        || dailyBudget.isPresent()
        || coolDownHours.isPresent()
        || then.isPresent()
        || share.isPresent()
        || !set.isEmpty()
        || !unset.isEmpty();
  }

  private void change(TrainingRuns runs) {
    String why =
        reason.orElseThrow(() -> new BadInput("why? say --reason; it is kept in the audit"));
    Policy old = runs.policy(model.name());
    Policy changed =
        new Policy(
            everyDays.orElse(old.everyDays()),
            onAlert.orElse(old.onAlert()),
            dailyBudget.orElse(old.dailyBudget()),
            coolDownHours.orElse(old.coolDownHours()),
            then.orElse(old.then()),
            share.orElse(old.challengerShare()),
            PolicyText.settings(settings(PolicyText.settings(old.settings()))));
    runs.setPolicy(model.name(), changed, actor.name(), why);
  }

  private SortedMap<String, String> settings(SortedMap<String, String> old) {
    SortedMap<String, String> settings = new TreeMap<>(old);
    for (String name : unset) {
      if (settings.remove(name) == null) {
        throw new BadInput("--unset %s: the policy has no such setting".formatted(name));
      }
    }
    settings.putAll(set);
    SortedMap<String, String> ofRuns = new TreeMap<>(settings);
    ofRuns.keySet().retainAll(Policy.RUN_SETTINGS); // other names are refused beside the limits
    RunFitOptions.check(ofRuns);
    return settings;
  }
}
