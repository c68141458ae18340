package perennial.trainer.cli;

import java.time.ZoneId;
import java.util.Optional;
import perennial.registry.Database;
import perennial.registry.ledger.LedgerTerms;
import perennial.trainer.TrainingSettings;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.LedgerSource;
import picocli.CommandLine.Option;

/** The ledger instead of a log. A mixin. */
final class LedgerOptions {
  @Option(
      names = "--from-ledger",
      description = {
        "Fit what the ledger knows of its customers instead of a log.",
        "Time zone and currency are the ledger's."
      })
  private boolean fromLedger;

  boolean given() {
    return fromLedger;
  }

  /** The settings as they hold for the ledger. */
  record FromLedger(TrainingSettings settings, LedgerSource source) {}

  FromLedger source(Database registry, FitOptions options, boolean refit) {
    LedgerTerms terms =
        registry
            .ledger()
            .terms()
            .orElseThrow(
                () -> new BadInput("the ledger is empty: bring history in with `perennial load`"));
    requireSame(terms, options.zone(), options.currency());
    return new FromLedger(
        options.ledgerSettings(refit, terms),
        new LedgerSource(registry.bulkLedger(), terms.timeZone()));
  }

  /**
   * @throws BadInput when the command says other terms than the ledger's
   */
  static void requireSame(LedgerTerms terms, Optional<ZoneId> zone, Optional<String> currency) {
    if (zone.isPresent() && !zone.get().normalized().equals(terms.timeZone().normalized())) {
      throw new BadInput(
          "--time-zone %s: the ledger counts days in %s, which can never change"
              .formatted(zone.get(), terms.timeZone()));
    }
    if (currency.isPresent() && !currency.get().equals(terms.currency())) {
      throw new BadInput(
          "--currency %s: the ledger's money is %s, which can never change"
              .formatted(currency.get(), terms.currency()));
    }
  }
}
