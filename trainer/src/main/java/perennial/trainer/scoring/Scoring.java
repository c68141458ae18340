package perennial.trainer.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import perennial.evaluation.DataReport;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.SpendOrders;
import perennial.model.Traits;
import perennial.trainer.OutputFile;
import perennial.trainer.TrainingProgress;
import perennial.trainer.transactions.BadInput;
import perennial.trainer.transactions.ChosenWindow;
import perennial.trainer.transactions.CustomerTraits;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogFormat;
import perennial.trainer.transactions.TransactionLog;
import perennial.trainer.transactions.Window;
import perennial.uncertainty.PredictionIntervals;

/** Predicts every customer of a log and writes one row each. */
public final class Scoring {
  private final ClvModel model;
  private final Horizons horizons;
  private final double level;
  private final Clock clock;
  private final TrainingProgress progress;
  private final Optional<CustomerTraits> traits;
  private long missing;
  private String firstMissing = "";

  /**
   * @param traits of the customers, for a model that needs them
   * @param level mass of the intervals to write; 0 for none
   * @throws BadInput when there are no intervals at that level
   */
  public Scoring(
      ClvModel model,
      Horizons horizons,
      Optional<CustomerTraits> traits,
      double level,
      Clock clock,
      TrainingProgress progress) {
    if (level != 0 && !PredictionIntervals.isLevel(level)) {
      throw new BadInput(
          "interval %s must be in [%s, %s]"
              .formatted(level, PredictionIntervals.MIN_LEVEL, PredictionIntervals.MAX_LEVEL));
    }
    this.traits = traits;
    this.model = model;
    this.horizons = horizons;
    this.level = level;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What was written.
   *
   * @param totalClv sum over the customers, at the last horizon
   * @param data what became of the log's lines
   * @param warnings what is odd about the observation end; empty when all is well
   */
  public record Scores(
      long customers,
      LocalDate observationEnd,
      double totalClv,
      DataReport data,
      List<String> warnings) {}

  /**
   * Scores a log. The file appears complete or not at all; an older one is replaced only then.
   *
   * @param observationEnd last day of the histories; without it the last day of the data
   * @param output ends in .csv or .parquet
   * @throws BadInput when the data or their description are wrong, or nobody is there to score
   */
  public Scores score(
      InputFiles files,
      LogFormat format,
      String memoryLimit,
      Optional<LocalDate> observationEnd,
      Path output) {
    requireWritable(output);
    Path partial = partial(output);
    try {
      Scores scores = writeTo(partial, files, format, memoryLimit, observationEnd);
      Files.move(partial, output, StandardCopyOption.REPLACE_EXISTING);
      return scores;
    } catch (IOException e) {
      throw new UncheckedIOException("writing %s failed: %s".formatted(output, e.getMessage()), e);
    } finally {
      deleteLeftOver(partial);
    }
  }

  private Scores writeTo(
      Path file,
      InputFiles files,
      LogFormat format,
      String memoryLimit,
      Optional<LocalDate> observationEnd)
      throws IOException {
    try (TransactionLog log = TransactionLog.read(files, format, memoryLimit, progress::at)) {
      ChosenWindow chosen = ChosenWindow.of(log, observationEnd, 0, clock);
      Window window = chosen.window();
      DataReport data = log.report(window); // refuses a log without customers
      try (ScoreFile scores = ScoreFile.create(file, horizons, level)) {
        ScoredCustomers scored = new ScoredCustomers(scores, model, horizons, level);
        log.visit(
            window,
            (customer, row) -> {
              CustomerHistory history = row.history(spendOrders());
              known(customer, history).ifPresent(h -> scored.add(customer, h));
            });
        scored.flush();
        if (missing > 0 && traits.isPresent()) {
          throw traits.get().missing(missing, firstMissing);
        }
        return new Scores(
            scored.customers(), window.observationEnd(), scored.value(), data, chosen.warnings());
      }
    }
  }

  /** The history with the customer's traits, if the model needs any and they are known. */
  private Optional<CustomerHistory> known(String customer, CustomerHistory history) {
    if (traits.isEmpty()) {
      return Optional.of(history);
    }
    Optional<Traits> own = traits.get().of(customer);
    if (own.isEmpty() && missing++ == 0) {
      firstMissing = customer;
    }
    return own.map(history::with);
  }

  /** Before minutes of reading. */
  private static void requireWritable(Path output) {
    ScoreFile.requireKnownEnding(output);
    OutputFile.require("output", output);
  }

  /**
   * Beside the output, so that the final move is a rename; with its ending, which is the format.
   */
  private static Path partial(Path output) {
    return output.resolveSibling(".partial-" + output.getFileName());
  }

  private static void deleteLeftOver(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + partial, e);
    }
  }

  private SpendOrders spendOrders() {
    return switch (model) {
      case BtydModel btyd -> btyd.spendOrders();
    };
  }
}
