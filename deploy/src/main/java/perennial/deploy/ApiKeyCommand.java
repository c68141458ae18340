package perennial.deploy;

import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import perennial.registry.ApiKey;
import perennial.registry.Database;
import perennial.registry.KeyScope;
import perennial.trainer.cli.DatabaseOptions;
import perennial.trainer.cli.ExitCode;
import perennial.trainer.cli.HelpOption;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perennial api-key}: issues, lists and revokes the keys of programs. */
@Command(
    name = "api-key",
    description = {
      "Issue a key that programs send as `authorization: Bearer KEY`, list the keys, or revoke"
          + " one.",
      "",
      "Scopes: predict (predictions, one customer's state), events (recording events), registry"
          + " (deployments), admin (exporting, erasing and readmitting customers).",
      "Servers remember a verified key for 30 seconds: a revoked one works no longer than that.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial api-key --name shop --scope predict,events",
      "  perennial api-key --list",
      "  perennial api-key --revoke shop",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class ApiKeyCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Action action = new Action();

  /** One of the three. */
  private static final class Action {
    @Option(
        names = "--name",
        paramLabel = "NAME",
        description =
            "Issue a key for who or what will use it, such as shop; an older key of the"
                + " same name stops working.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--revoke", paramLabel = "NAME", description = "Revoke the key of this name.")
    private Optional<String> revoke = Optional.empty();

    @Option(names = "--list", description = "List the live keys, without the keys themselves.")
    private boolean list;
  }

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      split = ",",
      description = "What the key allows: predict, events, registry, admin; several with commas.")
  private List<String> scopes = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Override
  public Integer call() {
    Set<KeyScope> wanted = scopes();
    try (Database open = database.open()) {
      if (action.name.isPresent()) {
        issue(open, action.name.get(), wanted);
      } else if (action.revoke.isPresent()) {
        revoke(open, action.revoke.get());
      } else {
        list(open.accounts().keys());
      }
      return 0;
    }
  }

  private Set<KeyScope> scopes() {
    if (action.name.isPresent() == scopes.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), scopes.isEmpty() ? "--name needs --scope" : "--scope is for --name");
    }
    Set<KeyScope> wanted = EnumSet.noneOf(KeyScope.class);
    for (String text : scopes) {
      wanted.add(
          KeyScope.of(text)
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      "--scope '%s' must be one of %s"
                          .formatted(text, joined(Arrays.asList(KeyScope.values()))))));
    }
    return wanted;
  }

  private void issue(Database open, String name, Set<KeyScope> wanted) {
    String key = open.accounts().issueKey(name, wanted, System.getProperty("user.name"));
    ShownOnce.print(
        spec,
        key,
        "Key '%s' (%s); only its hash is stored, it is not shown again."
            .formatted(name, joined(wanted)));
  }

  private void revoke(Database open, String name) {
    if (!open.accounts().revokeKey(name, System.getProperty("user.name"), "")) {
      throw new BadInput("there is no live key '%s'".formatted(name));
    }
    spec.commandLine().getErr().printf("Key '%s' is revoked.%n", name);
  }

  private void list(List<ApiKey> keys) {
    keys.forEach(this::print);
    if (keys.isEmpty()) {
      spec.commandLine().getErr().println("There are no live keys.");
    }
  }

  private void print(ApiKey key) {
    spec.commandLine()
        .getOut()
        .printf(
            "%-24s %-30s %s by %s%n",
            key.name(),
            joined(key.scopes()),
            key.createdAt().truncatedTo(ChronoUnit.SECONDS),
            key.createdBy());
  }

  private static String joined(Iterable<KeyScope> scopes) {
    Set<KeyScope> sorted = EnumSet.noneOf(KeyScope.class);
    scopes.forEach(sorted::add);
    return sorted.stream().map(KeyScope::text).collect(Collectors.joining(","));
  }
}
