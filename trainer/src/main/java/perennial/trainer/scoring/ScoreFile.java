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
   * @throws BadInput when the name ends neither in .csv nor in .parquet
   */
  static ScoreFile create(Path file, Horizons horizons) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return new CsvScores(file, horizons);
    }
    if (name.endsWith(".parquet")) {
      return new ParquetScores(file, horizons);
    }
    throw new BadInput("output '%s' must end in .csv or .parquet".formatted(file));
  }

  void write(String customer, CustomerHistory history, Prediction prediction) throws IOException;

  /** Finishes the file. */
  @Override
  void close() throws IOException;
}
