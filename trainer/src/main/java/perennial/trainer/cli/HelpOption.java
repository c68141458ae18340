package perennial.trainer.cli;

import picocli.CommandLine.Option;

/** {@code --help} of a command that prints no result. A mixin. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;
}
