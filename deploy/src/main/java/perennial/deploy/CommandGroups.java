package perennial.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the root's help: by what they are for, as a newcomer needs them. */
final class CommandGroups {
  private static final int NAME_WIDTH = 17;
  private static final int TEXT_WIDTH = 80;

  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Start", List.of("demo", "simulate"));
    GROUPS.put("Fit and score", List.of("fit", "train", "calibration", "score", "predict"));
    GROUPS.put(
        "Versions and what serves",
        List.of(
            "versions",
            "show",
            "promote",
            "rollback",
            "challenger",
            "shadow",
            "deployments",
            "export",
            "import"));
    GROUPS.put(
        "Customers, watching, retraining", List.of("load", "watch", "retrain", "runs", "policy"));
    GROUPS.put("Programs that stay up", List.of("server", "admin", "worker"));
    GROUPS.put(
        "Running it",
        List.of("migrate", "rehearse", "admin-password", "api-key", "registry-key", "help"));
  }

  private CommandGroups() {}

  /** Renders the list; a command that no group names would be missing, and a test sees to it. */
  static String text(Help help) {
    Map<String, CommandLine> commands = help.commandSpec().subcommands();
    StringBuilder text = new StringBuilder();
    GROUPS.forEach((title, names) -> {
      text.append("%n%s:%n".formatted(title));
      for (String name : names) {
        CommandLine command = commands.get(name);
        if (command != null) {
          append(text, name, firstLine(command));
        }
      }
    });
    return text.toString();
  }

  private static String firstLine(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String[] text = usage.header().length > 0 ? usage.header() : usage.description();
    return text.length == 0 ? "" : text[0];
  }

  private static void append(StringBuilder text, String name, String description) {
    String head = "  %-" + NAME_WIDTH + "s%s%n";
    String column = name;
    for (String line : wrapped(description)) {
      text.append(head.formatted(column, line));
      column = "";
    }
  }

  private static List<String> wrapped(String description) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : description.split(" ", -1)) {
      if (line.length() + word.length() >= TEXT_WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
