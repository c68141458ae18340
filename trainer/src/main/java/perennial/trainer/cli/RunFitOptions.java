package perennial.trainer.cli;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import perennial.registry.Database;
import perennial.registry.retraining.GateSetting;
import perennial.trainer.TrainingSettings;
import perennial.trainer.retraining.RunSettings;
import perennial.trainer.retraining.RunSource;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/** Settings of runs are the options of {@code fit}, by the same names and the same rules. */
public final class RunFitOptions implements RunSettings {
  private static final String REFIT = "refit";

  @Command
  private static final class Parsed {
    @Mixin private FitOptions options = new FitOptions();
  }

  @Override
  public RunSource of(SortedMap<String, String> byName, Database registry) {
    FitOptions options = parsed(byName);
    boolean refit = refit(byName);
    try {
      return source(options, refit, registry);
    } catch (IllegalArgumentException e) { // settings that do not go together
      throw new BadInput("settings: " + e.getMessage(), e);
    }
  }

  private static RunSource source(FitOptions options, boolean refit, Database registry) {
    if (options.logNamed()) {
      TrainingSettings settings = options.settings(refit);
      return new RunSource(settings, LogSource.of(InputFiles.find(settings.transactions())));
    }
    LedgerOptions.FromLedger ledger = new LedgerOptions().source(registry, options, refit);
    return new RunSource(ledger.settings(), ledger.source());
  }

  /**
   * Understands the names and the values, without looking at any data.
   *
   * @throws BadInput naming the setting
   */
  static void check(SortedMap<String, String> byName) {
    for (String name : byName.keySet()) {
      if (GateSetting.ofPolicyName(name).isPresent()) {
        throw new BadInput(
            "%s is a limit of the gates: it belongs to the policy (`perennial policy`), not to a run"
                .formatted(name));
      }
    }
    var unused = parsed(byName);
    refit(byName);
  }

  /** The names that it understands. */
  static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(Set.of(REFIT));
    for (OptionSpec option : new CommandLine(new Parsed()).getCommandSpec().options()) {
      names.add(option.longestName().substring(2));
    }
    return names;
  }

  private static boolean refit(SortedMap<String, String> byName) {
    String refit = byName.getOrDefault(REFIT, "true");
    if (!refit.equals("true") && !refit.equals("false")) {
      throw new BadInput("refit %s must be true or false".formatted(refit));
    }
    return refit.equals("true");
  }

  private static FitOptions parsed(SortedMap<String, String> byName) {
    SortedMap<String, String> options = new TreeMap<>(byName);
    options.remove(REFIT);
    List<String> arguments =
        options.entrySet().stream()
            .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
            .toList();
    Parsed parsed = new Parsed();
    CommandLine line = new CommandLine(parsed);
    Numbers.registerOn(line);
    try {
      line.parseArgs(arguments.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw new BadInput("settings: " + e.getMessage(), e);
    }
    return parsed.options;
  }
}
