package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.LedgerTerms;
import perennial.trainer.ledger.LedgerLoad;
import perennial.trainer.ledger.Loaded;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.InputFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the history of a transaction log into the ledger. */
@Command(
    name = "load",
    description = {
      "Load a transaction log into the ledger of customers' events.",
      "",
      "Customers are then known to the server by their id. A file is loaded once: its lines have"
          + " ids of their own, and loading it again changes nothing, nor does it add attributes"
          + " that were not named the first time. The first load settles the ledger's time zone"
          + " and currency for ever.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial load --transactions sales.csv --currency EUR --time-zone Europe/Berlin",
      "  perennial load --transactions 'lines-*.csv.gz' --customer-column CustomerID \\",
      "    --date-column InvoiceDate --quantity-column Quantity --price-column UnitPrice \\",
      "    --order-column InvoiceNo --market-column Country",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class LoadCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private LogOptions log = new LogOptions();
  @Mixin private AttributeOptions attributes = new AttributeOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = {
        "ISO 4217 code of the amounts, which must be the ledger's.",
        "Default: the ledger's; needed for the first load."
      })
  private Optional<String> currency = Optional.empty();

  @Override
  public Integer call() {
    InputFiles files = InputFiles.find(log.transactions());
    try (Database registry = database.open();
        Progress progress = console.progress()) {
      LedgerTerms terms = terms(registry.ledger());
      Loaded loaded = load(registry, files, terms, progress);
      progress.close();
      console.print(() -> json(loaded), () -> text(loaded));
      return ExitCode.OK;
    }
  }

  private Loaded load(Database registry, InputFiles files, LedgerTerms terms, Progress progress) {
    try (LedgerLoad load =
        LedgerLoad.read(
            files,
            log.format().with(attributes.columns()),
            log.memoryLimit(),
            terms,
            Clock.systemUTC(),
            progress)) {
      // Not before the file was understood: it is for ever.
      var unused = registry.ledger().settle(terms);
      return load.into(registry.bulkLedger());
    }
  }

  private LedgerTerms terms(CustomerLedger ledger) {
    Optional<LedgerTerms> held = ledger.terms();
    if (held.isPresent()) {
      LedgerOptions.requireSame(held.get(), log.zone(), currency);
      return held.get();
    }
    return new LedgerTerms(
        log.zone().orElse(ZoneOffset.UTC),
        currency.orElseThrow(() ->
            new BadInput(
                "the ledger has no currency yet: say --currency CODE (and --time-zone when"
                    + " its days are not UTC's); both are settled for ever")));
  }

  private static ObjectNode json(Loaded loaded) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("timeZone", loaded.terms().timeZone().getId());
    json.put("currency", loaded.terms().currency());
    json.put("recorded", loaded.recorded());
    json.put("duplicates", loaded.duplicates());
    ObjectNode conflicts = json.putObject("conflicts");
    conflicts.put("lines", loaded.conflicts().lines());
    conflicts.put("example", loaded.conflicts().example());
    ObjectNode dropped = json.putObject("dropped");
    loaded.dropped().forEach(dropped::put);
    ObjectNode refused = json.putObject("refused");
    loaded
        .refused()
        .forEach((field, refusals) ->
            refused
                .putObject(field)
                .put("lines", refusals.lines())
                .put("example", refusals.example()));
    return json;
  }

  private static String text(Loaded loaded) {
    StringBuilder text = new StringBuilder();
    text.append("%s recorded%n".formatted(lines(loaded.recorded())));
    text.append("%s had been loaded before%n".formatted(lines(loaded.duplicates())));
    if (loaded.conflicts().lines() > 0) {
      text.append(
          "warning: %,d of them had been loaded with other values, which stay; were the columns other ones then? %s%n"
              .formatted(loaded.conflicts().lines(), loaded.conflicts().example()));
    }
    for (Map.Entry<String, Long> dropped : loaded.dropped().entrySet()) {
      text.append("%s dropped: %s%n".formatted(lines(dropped.getValue()), dropped.getKey()));
    }
    loaded
        .refused()
        .values()
        .forEach(refusals ->
            text.append(
                "%s refused, such as %s%n".formatted(lines(refusals.lines()), refusals.example())));
    return text.toString();
  }

  private static String lines(long count) {
    return count == 1 ? "1 line" : "%,d lines".formatted(count);
  }
}
