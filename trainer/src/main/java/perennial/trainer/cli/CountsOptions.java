package perennial.trainer.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.trainer.Family;
import perennial.trainer.counts.CountsSettings;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Files that count customers, instead of a transaction log. A mixin. */
final class CountsOptions {
  /** A year, which is what periods of donors and subscribers most often are. */
  static final TimeUnit DEFAULT_PERIOD = new TimeUnit(365);

  /** What is about single purchases or customers, of which counts say nothing. */
  private static final List<String> OF_LOGS =
      List.of(
          "--transactions",
          "--holdout-days",
          "--k",
          "--no-refit",
          "--spend-orders",
          "--customer-column",
          "--date-column",
          "--date-format",
          "--amount-column",
          "--quantity-column",
          "--price-column",
          "--order-column",
          "--time-zone",
          "--memory-limit",
          "--covariates-file",
          "--covariate-columns",
          "--pool-by");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = {
        "Instead of a log, for --family bg-bb: CSV of customers by what they did at discrete",
        "opportunities, with columns frequency (opportunities taken), recency (the last one",
        "taken), periods (opportunities so far) and weights (customers)."
      })
  private Optional<String> summary = Optional.empty();

  @Option(
      names = "--survivors",
      paramLabel = "FILE",
      description = {
        "Instead of a log, for --family sbg and bdw: CSV of customers under contract, with",
        "columns cohort, period (renewals due, from 0) and survivors (customers still)."
      })
  private Optional<String> survivors = Optional.empty();

  @Option(
      names = "--cohort",
      paramLabel = "NAME",
      description =
          "The cohort of --survivors to fit. Default: fit takes each, train the only one.")
  private Optional<String> cohort = Optional.empty();

  @Option(
      names = "--order-value",
      paramLabel = "AMOUNT",
      description = {
        "Value of one purchase or renewal, for --summary and --survivors, which have no amounts.",
        "Default: 1, and CLV then counts purchases."
      })
  private Optional<Double> orderValue = Optional.empty();

  boolean given() {
    return summary.isPresent() || survivors.isPresent();
  }

  /**
   * @throws BadInput when options do not go together
   */
  CountsSettings settings(
      Family family,
      Optional<TimeUnit> period,
      ValueTerms terms,
      Optional<LocalDate> observationEnd,
      long seed) {
    String option = option();
    requireFamily(family, option);
    ParseResult given = spec.commandLine().getParseResult();
    for (String other : OF_LOGS) {
      if (given.hasMatchedOption(other)) {
        throw new BadInput(
            "%s and %s do not go together: %s counts customers and is all there is to fit"
                .formatted(other, option, option));
      }
    }
    if (cohort.isPresent() && survivors.isEmpty()) {
      throw new BadInput("--cohort and --summary do not go together: only --survivors has cohorts");
    }
    if (orderValue.filter(v -> !(0 < v && v <= Double.MAX_VALUE)).isPresent()) {
      throw new BadInput("--order-value %s must be > 0 and finite".formatted(orderValue.get()));
    }
    return new CountsSettings(
        family,
        survivors.or(() -> summary).orElseThrow(),
        cohort,
        period.orElse(DEFAULT_PERIOD),
        terms,
        orderValue,
        observationEnd,
        seed);
  }

  /**
   * Makes sure that nothing was said about counts, and that the family wants none.
   *
   * @throws BadInput when options do not go together
   */
  void requireNone(Family family) {
    for (String option : List.of("--cohort", "--order-value")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new BadInput(
            "%s and --transactions do not go together: %s"
                .formatted(
                    option,
                    option.equals("--cohort")
                        ? "it chooses among those of --survivors"
                        : "a log has the values of its purchases"));
      }
    }
    if (family.input() != Family.Input.TRANSACTIONS) {
      throw new BadInput(
          "--family %s is fitted to %s FILE, not to --transactions"
              .formatted(family.label(), family.input().option()));
    }
  }

  private String option() {
    if (summary.isPresent() && survivors.isPresent()) {
      throw new BadInput("--summary and --survivors do not go together: a fit reads one file");
    }
    return summary.isPresent() ? "--summary" : "--survivors";
  }

  private static void requireFamily(Family family, String option) {
    if (!family.input().option().equals(option)) {
      Family.Input input =
          option.equals("--summary") ? Family.Input.SUMMARY : Family.Input.SURVIVORS;
      throw new BadInput(
          "%s and --family %s do not go together: %s is for --family %s"
              .formatted(
                  option, family.label(), option, Family.labels(input).replace(", ", " or ")));
    }
  }
}
