package perennial.trainer.cli;

import java.util.Optional;
import perennial.trainer.transactions.AttributeColumns;
import picocli.CommandLine.Option;

/** Where a log says what a purchase came from. A mixin. */
final class AttributeOptions {
  @Option(
      names = "--channel-column",
      paramLabel = "NAME",
      description = {
        "Channel of the purchase, such as email; with device and market it says which cohort a new"
            + " customer belongs to.",
        "Default: none, as of the next three."
      })
  private Optional<String> channel = Optional.empty();

  @Option(
      names = "--device-column",
      paramLabel = "NAME",
      description = "Device it was made with, such as mobile.")
  private Optional<String> device = Optional.empty();

  @Option(
      names = "--market-column",
      paramLabel = "NAME",
      description = "Market it was made in, such as DE.")
  private Optional<String> market = Optional.empty();

  @Option(
      names = "--category-column",
      paramLabel = "NAME",
      description = "Category of what was bought.")
  private Optional<String> category = Optional.empty();

  AttributeColumns columns() {
    return new AttributeColumns(channel, device, market, category);
  }
}
