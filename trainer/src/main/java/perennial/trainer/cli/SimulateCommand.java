package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import perennial.model.GammaGamma;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;
import perennial.simulation.SimulationSettings;
import perennial.trainer.Family;
import perennial.trainer.OutputFile;
import perennial.trainer.SimulatedLog;
import perennial.trainer.SimulatedModels;
import perennial.trainer.counts.SimulatedCounts;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a simulated transaction log. */
@Command(
    name = "simulate",
    description = {
      "Simulate customers and write their purchases as CSV: customer, date, amount.",
      "",
      "The same seed gives the same file.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial simulate --customers 20000 --days 730 --seed 42 --output sales.csv",
      "  perennial simulate --family sbg --periods 8 --customers 1000 --output survivors.csv",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class SimulateCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "CSV file to write.")
  private Path output = Path.of("");

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many. Default: 20000.")
  private int customers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "The same seed gives the same file. Default: 42.")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "2024-01-01",
      description = "First day of the log. Default: ${DEFAULT-VALUE}.")
  private LocalDate start = LocalDate.EPOCH;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "730",
      description = "Length of the log. Default: 730.")
  private int days;

  @Option(
      names = "--acquisition-days",
      paramLabel = "DAYS",
      defaultValue = "0",
      description = "First purchases fall on the first so many days. Default: half of the log.")
  private int acquisitionDays;

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      defaultValue = "mbg-nbd",
      converter = Labels.FamilyLabel.class,
      description = {
        "nbd, bg-nbd, mbg-nbd, pareto-nbd, bg-cnbd-k, mbg-cnbd-k; or bg-bb, sbg, bdw, which give",
        "counts of customers for --summary and --survivors. Default: ${DEFAULT-VALUE}."
      })
  private Family family = Family.MBG_NBD;

  @Option(
      names = "--purchase-parameters",
      split = ",",
      paramLabel = "N",
      description = {
        "In weeks. nbd: r, alpha. bg-nbd, mbg-nbd: r, alpha, a, b. pareto-nbd: r, alpha, s, beta.",
        "bg-cnbd-k, mbg-cnbd-k: r, alpha, a, b, k, with alpha of the steps of which k make a",
        "purchase. In periods: bg-bb alpha, beta, gamma, delta; sbg alpha, beta; bdw alpha, beta,"
            + " c.",
        "Default: those of a music shop, of donations, of a subscription."
      })
  private List<Double> purchases = List.of();

  @Option(
      names = "--spend-parameters",
      split = ",",
      paramLabel = "N",
      defaultValue = "6.25,3.74,15.44",
      description = "p, q, gamma. Default: ${DEFAULT-VALUE}.")
  private List<Double> spend = List.of();

  @Option(
      names = "--periods",
      paramLabel = "N",
      defaultValue = "12",
      description = {
        "For bg-bb, sbg and bdw, which write counts of customers: opportunities or renewals.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int periods;

  @Override
  public Integer call() {
    OutputFile.require("output", output);
    if (family.input() != Family.Input.TRANSACTIONS) {
      return simulateCounts();
    }
    SimulationSettings settings =
        new SimulationSettings(
            seed,
            customers,
            start,
            acquisitionDays > 0 ? acquisitionDays : Math.max(1, days / 2),
            days,
            purchaseModel(),
            spendModel(),
            TimeUnit.WEEK);
    long lines = SimulatedLog.write(settings, output);
    console.print(
        () ->
            JsonNodeFactory.instance
                .objectNode()
                .put("file", output.toString())
                .put("customers", customers)
                .put("transactions", lines)
                .put("seed", seed),
        () ->
            String.format(
                Locale.ROOT,
                "wrote %,d purchases of %,d customers to %s%nNext: perennial fit --transactions %s"
                    + " --holdout-days 90",
                lines,
                customers,
                output,
                output));
    return ExitCode.OK;
  }

  private int simulateCounts() {
    SimulatedCounts.write(purchaseModel(), customers, periods, seed, output);
    console.print(
        () ->
            JsonNodeFactory.instance
                .objectNode()
                .put("file", output.toString())
                .put("customers", customers)
                .put("periods", periods)
                .put("seed", seed),
        () ->
            String.format(
                Locale.ROOT,
                "wrote counts of %,d customers over %d periods to %s%nNext: perennial fit --family"
                    + " %s %s %s",
                customers,
                periods,
                output,
                family.label(),
                family.input().option(),
                output));
    return ExitCode.OK;
  }

  private PurchaseModel purchaseModel() {
    try {
      List<Double> defaults = SimulatedModels.defaults(family);
      List<Double> parameters = purchases.isEmpty() ? defaults : purchases;
      requireCount("--purchase-parameters", parameters, defaults.size());
      return SimulatedModels.of(family, parameters);
    } catch (IllegalArgumentException e) {
      throw new BadInput("--family %s: %s".formatted(family.label(), e.getMessage()), e);
    }
  }

  private GammaGamma spendModel() {
    requireCount("--spend-parameters", spend, 3);
    return new GammaGamma(spend.get(0), spend.get(1), spend.get(2));
  }

  private static void requireCount(String option, List<Double> values, int count) {
    if (values.size() != count) {
      throw new BadInput("%s needs %d numbers, not %d".formatted(option, count, values.size()));
    }
  }
}
