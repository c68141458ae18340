package perennial.trainer.cli;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.registry.ledger.LedgerTerms;
import perennial.trainer.Family;
import perennial.trainer.SpendChoice;
import perennial.trainer.TrainingSettings;
import perennial.trainer.counts.CountsSettings;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.LogFormat;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that a fit is told. A mixin. */
public final class FitOptions {
  @Mixin private LogOptions log = new LogOptions();
  @Mixin private CovariateOptions covariates = new CovariateOptions();

  @Option(
      names = "--observation-end",
      paramLabel = "DATE",
      description = {
        "Last day of the histories that are fitted; purchases on it count.",
        "Default: the last day of the data minus the holdout. Of --summary and --survivors: the day",
        "that the last period ended; no default, and train asks for it."
      })
  private Optional<LocalDate> observationEnd = Optional.empty();

  @Option(
      names = "--holdout-days",
      paramLabel = "DAYS",
      defaultValue = "0",
      description = "Days after the observation end that judge the fit. Default: none.")
  private int holdoutDays;

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      defaultValue = "mbg-nbd",
      converter = Labels.FamilyLabel.class,
      description = {
        "nbd: nobody leaves; a baseline. mbg-nbd: may leave after any purchase. bg-nbd: after any",
        "repeat purchase. pareto-nbd: at any time. bg-cnbd-k, mbg-cnbd-k: as these, for customers",
        "who buy at regular times (--k). Of counts of customers: bg-bb of --summary; sbg or bdw",
        "of --survivors. Default: ${DEFAULT-VALUE}."
      })
  private Family family = Family.MBG_NBD;

  @Option(
      names = "--k",
      paramLabel = "N",
      description = {
        "Regularity of --family bg-cnbd-k and mbg-cnbd-k, from 1 (at random) to 12: every k-th",
        "event is a purchase. Default: the most likely of all 12."
      })
  private Optional<Integer> k = Optional.empty();

  @Option(
      names = "--time-unit",
      paramLabel = "UNIT",
      converter = Labels.TimeUnitLabel.class,
      description = {
        "Unit of the parameters: day, week, or a number of days such as '30 days'. Of --summary",
        "and --survivors it is the time from one opportunity to the next.",
        "Default: day for a log, else 365 days."
      })
  private Optional<TimeUnit> timeUnit = Optional.empty();

  @Option(
      names = "--spend-orders",
      paramLabel = "WHICH",
      defaultValue = "repeat",
      converter = Labels.SpendOrdersLabel.class,
      description = {
        "Purchases that a mean spend is taken over: repeat (all but the first) or all.",
        "Default: ${DEFAULT-VALUE}."
      })
  private SpendOrders spendOrders = SpendOrders.REPEAT;

  @Option(
      names = "--spend-model",
      paramLabel = "WHICH",
      defaultValue = "auto",
      converter = Labels.SpendChoiceLabel.class,
      description = {
        "independent: spend does not go with frequency; frequency: it may; auto: it may when",
        "their correlation is no chance and the fit is better for it. Default: ${DEFAULT-VALUE}."
      })
  private SpendChoice spendChoice = SpendChoice.AUTO;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "ISO 4217 code of all money. Default: USD.")
  private Optional<String> currency = Optional.empty();

  @Option(
      names = "--annual-discount-rate",
      paramLabel = "RATE",
      defaultValue = "0.10",
      description = "Effective rate a year; 0.10 is 10 %%. Default: ${DEFAULT-VALUE}.")
  private double annualDiscountRate;

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      defaultValue = "1",
      description = "Share of net value that counts; at 1 value is revenue. Default: 1.")
  private double margin;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of whatever is random; kept with the version. Default: 0.")
  private long seed;

  /** The settings when a log was named; the demo simulates one otherwise. */
  public Optional<TrainingSettings> settingsIfGiven() {
    return log.named() ? Optional.of(settings(true)) : Optional.empty();
  }

  /** The settings of a run on counts of customers. */
  CountsSettings settings(CountsOptions counts) {
    return counts.settings(family, timeUnit, terms(), observationEnd, seed);
  }

  Family family() {
    return family;
  }

  boolean logNamed() {
    return log.named();
  }

  /** The currency if one was said. */
  Optional<String> currency() {
    return currency;
  }

  /** The time zone if one was said. */
  Optional<ZoneId> zone() {
    return log.zone();
  }

  /**
   * The settings for the ledger instead of a log.
   *
   * @throws BadInput when a log was named as well
   */
  TrainingSettings ledgerSettings(boolean refit, LedgerTerms ledger) {
    if (log.named()) {
      throw new BadInput("--transactions and --from-ledger: name one of them");
    }
    currency = Optional.of(ledger.currency());
    TrainingSettings settings = settingsOf(TrainingSettings.LEDGER, refit);
    LogFormat format = settings.format();
    return settings.withFormat(
        new LogFormat(format.columns(), format.datePattern(), ledger.timeZone()));
  }

  private ValueTerms terms() {
    return new ValueTerms(currency.orElse("USD"), annualDiscountRate, margin);
  }

  TrainingSettings settings(boolean refit) {
    return settingsOf(log.transactions(), refit);
  }

  /** The settings for another log than the one named. */
  TrainingSettings settingsOf(String transactions, boolean refit) {
    return new TrainingSettings(
        transactions,
        log.format(),
        log.memoryLimit(),
        family,
        timeUnit.orElse(TimeUnit.DAY),
        spendOrders,
        terms(),
        observationEnd,
        holdoutDays,
        refit,
        seed,
        covariates.settings(),
        spendChoice,
        k);
  }
}
