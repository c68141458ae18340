package perennial.trainer.cli;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import perennial.trainer.TrainingSettings;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.Columns;
import perennial.trainer.transactions.Columns.Amount;
import perennial.trainer.transactions.Columns.QuantityTimesPrice;
import perennial.trainer.transactions.Columns.Value;
import perennial.trainer.transactions.LogFormat;
import picocli.CommandLine.Option;

/** The transaction log and how to read it. A mixin. */
final class LogOptions {
  @Option(
      names = "--transactions",
      paramLabel = "FILE|GLOB",
      description = "CSV, CSV.gz or Parquet; quote a pattern such as 'sales/*.csv'.")
  private Optional<String> transactions = Optional.empty();

  @Option(
      names = "--customer-column",
      paramLabel = "NAME",
      defaultValue = "customer",
      description = "Customer id; lines without one are dropped. Default: ${DEFAULT-VALUE}.")
  private String customer = "";

  @Option(
      names = "--date-column",
      paramLabel = "NAME",
      defaultValue = "date",
      description = "When it happened. Default: ${DEFAULT-VALUE}.")
  private String date = "";

  @Option(
      names = "--date-format",
      paramLabel = "PATTERN",
      description = {
        "A java.time pattern such as yyyyMMdd or dd/MM/yyyy HH:mm.",
        "Default: ISO 8601 dates, date-times or instants."
      })
  private Optional<String> dateFormat = Optional.empty();

  @Option(
      names = "--amount-column",
      paramLabel = "NAME",
      description = "Value of the line; below zero it is a refund. Default: amount.")
  private Optional<String> amount = Optional.empty();

  @Option(
      names = "--quantity-column",
      paramLabel = "NAME",
      description = "With --price-column, instead of an amount; below zero it is a refund.")
  private Optional<String> quantity = Optional.empty();

  @Option(names = "--price-column", paramLabel = "NAME", description = "Price of one piece.")
  private Optional<String> price = Optional.empty();

  @Option(
      names = "--order-column",
      paramLabel = "NAME",
      description = "Order id; lets a refund find the order it belongs to.")
  private Optional<String> order = Optional.empty();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = {
        "Zone that days are counted in; instants are converted, local dates kept.",
        "Default: UTC."
      })
  private Optional<ZoneId> zone = Optional.empty();

  @Option(
      names = "--memory-limit",
      paramLabel = "AMOUNT",
      defaultValue = TrainingSettings.DEFAULT_MEMORY_LIMIT,
      description = "Memory of the reader; beyond it spills to disk. Default: ${DEFAULT-VALUE}.")
  private String memoryLimit = "";

  boolean named() {
    return transactions.isPresent();
  }

  String transactions() {
    return transactions.orElseThrow(
        () -> new BadInput("which log? name it with --transactions FILE|GLOB"));
  }

  /** The zone if one was said. */
  Optional<ZoneId> zone() {
    return zone;
  }

  String memoryLimit() {
    return memoryLimit;
  }

  LogFormat format() {
    return new LogFormat(
        new Columns(customer, date, value(), order), dateFormat, zone.orElse(ZoneOffset.UTC));
  }

  private Value value() {
    if (quantity.isEmpty() && price.isEmpty()) {
      return new Amount(amount.orElse("amount"));
    }
    if (amount.isPresent() || quantity.isEmpty() || price.isEmpty()) {
      throw new BadInput(
          "the value of a line is --amount-column, or --quantity-column together with"
              + " --price-column");
    }
    return new QuantityTimesPrice(quantity.get(), price.get());
  }
}
