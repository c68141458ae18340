package perennial.trainer.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.trainer.transactions.BadInput;

/** A file that takes scores one by one. */
interface ScoreFile extends AutoCloseable {
  /**
   * @param level of the intervals; 0 for none
   * @throws BadInput when the name ends neither in .csv nor in .parquet
   */
  static ScoreFile create(Path file, Horizons horizons, double level) throws IOException {
    requireKnownEnding(file);
    return endsWith(file, ".csv")
        ? new CsvScores(file, horizons, level)
        : new ParquetScores(file, horizons, level);
  }

  /**
   * @throws BadInput when the name ends neither in .csv nor in .parquet
   */
  static void requireKnownEnding(Path file) {
    if (!endsWith(file, ".csv") && !endsWith(file, ".parquet")) {
      throw new BadInput("output '%s' must end in .csv or .parquet".formatted(file));
    }
  }

  private static boolean endsWith(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  void write(String customer, CustomerHistory history, Prediction prediction) throws IOException;

  /** Finishes the file. */
  @Override
  void close() throws IOException;
}
