package perennial.trainer.cli;

import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Option;

/** How many rows a list has. A mixin. */
final class LimitOption {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many. Default: 20.")
  private int limit;

  /**
   * @throws BadInput when it is below 1
   */
  int value() {
    if (limit < 1) {
      throw new BadInput("--limit %d must be 1 or more".formatted(limit));
    }
    return limit;
  }
}
