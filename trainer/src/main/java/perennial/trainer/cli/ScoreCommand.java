package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import perennial.model.BtydModel;
import perennial.model.Horizons;
import perennial.registry.Database;
import perennial.registry.LoadedVersion;
import perennial.trainer.OutputFile;
import perennial.trainer.scoring.Scoring;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.CustomerTraits;
import perennial.trainer.transactions.InputFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores all customers of a log. */
@Command(
    name = "score",
    description = {
      "Predict every customer of a transaction log with a registered version.",
      "",
      "One row a customer: history, P(alive), expected spend, and expected purchases and CLV per"
          + " horizon; with --interval also the lower and upper end of what will be seen. The"
          + " order of the rows depends on the customers' ids alone.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial score --transactions sales.csv --output scores.csv",
      "  perennial score --transactions sales.parquet --output scores.parquet --version 3 \\",
      "    --horizon-days 30,90,365 --interval 0.9",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class ScoreCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private VersionOption version = new VersionOption();
  @Mixin private LogOptions log = new LogOptions();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to; the ending .csv or .parquet says the form.")
  private Path output = Path.of("");

  @Option(
      names = "--observation-end",
      paramLabel = "DATE",
      description = "Last day of the histories. Default: the last day of the data.")
  private Optional<LocalDate> observationEnd = Optional.empty();

  @Option(
      names = "--covariates-file",
      paramLabel = "FILE",
      description = {
        "For a version with covariates or groups: a CSV with a line for each customer and the",
        "columns that it was fitted with."
      })
  private Optional<Path> covariatesFile = Optional.empty();

  @Option(
      names = "--horizon-days",
      split = ",",
      paramLabel = "DAYS",
      defaultValue = "30,90,365",
      description = "Days to predict for. Default: ${DEFAULT-VALUE}.")
  private List<Integer> horizonDays = List.of();

  @Option(
      names = "--interval",
      paramLabel = "LEVEL",
      defaultValue = "0",
      description = {
        "Mass of intervals to add, such as 0.9: they hold the purchases and the value that will",
        "be seen. Default: none."
      })
  private double interval;

  @Override
  public Integer call() {
    requireEachOnce();
    Horizons horizons = Horizons.ofDays(horizonDays.stream().mapToInt(Integer::intValue).toArray());
    InputFiles files = InputFiles.find(log.transactions());
    OutputFile.requireApart("output", output, files.files());
    OutputFile.requireApart("output", output, covariatesFile.stream().toList());
    LoadedVersion loaded = load();
    Optional<CustomerTraits> traits = traits(loaded);
    try (Progress progress = console.progress()) {
      Scoring.Scores scores =
          new Scoring(loaded.model(), horizons, traits, interval, Clock.systemUTC(), progress)
              .score(files, log.format(), log.memoryLimit(), observationEnd, output);
      progress.close();
      print(loaded, horizons, scores);
      return ExitCode.OK;
    }
  }

  /** A horizon names columns. */
  private void requireEachOnce() {
    Set<Integer> seen = new HashSet<>();
    for (int days : horizonDays) {
      if (!seen.add(days)) {
        throw new BadInput("--horizon-days %d is there twice".formatted(days));
      }
    }
  }

  private LoadedVersion load() {
    try (Database opened = database.open()) {
      long number = version.orChampion(opened.registry(), model.name());
      return opened.registry().load(model.name(), number);
    }
  }

  private Optional<CustomerTraits> traits(LoadedVersion loaded) {
    return switch (loaded.model()) {
      case BtydModel model -> {
        List<String> names = List.copyOf(model.covariateNames());
        Optional<String> group =
            Optional.of(model.groups().column()).filter(column -> !column.isEmpty());
        if (names.isEmpty() && group.isEmpty()) {
          requireNoFile(loaded);
          yield Optional.empty();
        }
        Path file =
            covariatesFile.orElseThrow(() ->
                new BadInput(
                    "%s version %d needs %s of each customer: name their file with --covariates-file"
                        .formatted(
                            loaded.version().model(),
                            loaded.version().version(),
                            String.join(
                                ", ",
                                Stream.concat(names.stream(), group.stream())
                                    .map(column -> "'" + column + "'")
                                    .toList()))));
        yield Optional.of(
            CustomerTraits.read(file, log.format().columns().customer(), names, group));
      }
    };
  }

  private void requireNoFile(LoadedVersion loaded) {
    if (covariatesFile.isPresent()) {
      throw new BadInput(
          "%s version %d uses no covariates and no groups: leave --covariates-file out"
              .formatted(loaded.version().model(), loaded.version().version()));
    }
  }

  private void print(LoadedVersion loaded, Horizons horizons, Scoring.Scores scores) {
    int longest = horizons.days(horizons.count() - 1);
    console.print(() -> json(loaded, longest, scores), () -> text(loaded, longest, scores));
  }

  private ObjectNode json(LoadedVersion loaded, int longest, Scoring.Scores scores) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", loaded.version().model()).put("version", loaded.version().version());
    TrainingJson.data(json, scores.data());
    json.put("customers", scores.customers())
        .put("observationEnd", scores.observationEnd().toString())
        .put("currency", loaded.model().terms().currency())
        .put("totalClvHorizonDays", longest)
        .put("totalClv", scores.totalClv())
        .put("file", output.toString());
    TrainingJson.texts(json, "warnings", scores.warnings());
    return json;
  }

  private String text(LoadedVersion loaded, int longest, Scoring.Scores scores) {
    StringBuilder text = new StringBuilder("Data\n").append(DataText.of(scores.data(), "  "));
    scores.warnings().forEach(warning -> text.append("  warning: ").append(warning).append('\n'));
    return text.append(
            String.format(
                Locale.ROOT,
                "%nscored %,d customers up to %s with %s version %d into %s%n"
                    + "their CLV over %d days: %,.2f %s",
                scores.customers(),
                scores.observationEnd(),
                loaded.version().model(),
                loaded.version().version(),
                output,
                longest,
                scores.totalClv(),
                loaded.model().terms().currency()))
        .toString();
  }
}
