package perennial.trainer.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Optional;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.trainer.TrainingProgress;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogFormat;
import perennial.trainer.transactions.TransactionLog;
import perennial.trainer.transactions.Window;

/** Predicts every customer of a log and writes one row each. */
public final class Scoring {
  private final ClvModel model;
  private final Horizons horizons;
  private final TrainingProgress progress;
  private long customers;
  private double value;

  public Scoring(ClvModel model, Horizons horizons, TrainingProgress progress) {
    this.model = model;
    this.horizons = horizons;
    this.progress = progress;
  }

  /**
   * What was written.
   *
   * @param totalClv sum over the customers, at the last horizon
   */
  public record Scores(long customers, LocalDate observationEnd, double totalClv) {}

  /**
   * Scores a log. The file appears complete or not at all.
   *
   * @param observationEnd last day of the histories; without it the last day of the data
   * @param output ends in .csv or .parquet
   * @throws perennial.trainer.transactions.BadInput when the data or their description are wrong
   */
  public Scores score(
      InputFiles files,
      LogFormat format,
      String memoryLimit,
      Optional<LocalDate> observationEnd,
      Path output) {
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
    try (TransactionLog log = TransactionLog.read(files, format, memoryLimit, progress::at);
        ScoreFile scores = ScoreFile.create(file, horizons)) {
      Window window = new Window(observationEnd.orElse(log.lastDay()), 0);
      log.visit(window, (customer, row) -> write(scores, customer, row.history(spendOrders())));
      return new Scores(customers, window.observationEnd(), value);
    }
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

  private void write(ScoreFile scores, String customer, CustomerHistory history) {
    Prediction prediction = model.predict(history, horizons);
    customers++;
    value += prediction.horizons().getLast().clv();
    try {
      scores.write(customer, history, prediction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
