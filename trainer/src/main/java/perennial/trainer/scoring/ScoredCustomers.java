package perennial.trainer.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perennial.model.BatchPredictor;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.uncertainty.PredictionIntervals;

/**
 * Predicts customers in the order they come and writes them in that order; with intervals, many at
 * a time on all processors.
 */
final class ScoredCustomers {
  private static final int AT_ONCE = 65_536;

  private final ScoreFile file;
  private final Horizons horizons;
  private final double level;
  private final BatchPredictor points;
  private final Optional<PredictionIntervals> intervals;
  private final int atOnce;
  private final List<String> names = new ArrayList<>();
  private final List<CustomerHistory> histories = new ArrayList<>();
  private long customers;
  private double value;

  /**
   * @param level of the intervals; 0 for none
   */
  ScoredCustomers(ScoreFile file, ClvModel model, Horizons horizons, double level) {
    this(file, model, horizons, level, AT_ONCE);
  }

  ScoredCustomers(ScoreFile file, ClvModel model, Horizons horizons, double level, int atOnce) {
    this.file = file;
    this.horizons = horizons;
    this.level = level;
    this.atOnce = atOnce;
    this.points = new BatchPredictor(model, horizons);
    this.intervals = level > 0 ? Optional.of(PredictionIntervals.of(model)) : Optional.empty();
  }

  void add(String name, CustomerHistory history) {
    if (intervals.isEmpty()) {
      write(name, history, points.predict(history));
      return;
    }
    names.add(name);
    histories.add(history);
    if (names.size() == atOnce) {
      flush();
    }
  }

  /** Writes those that are still held back. */
  void flush() {
    if (names.isEmpty()) {
      return;
    }
    List<Prediction> predictions =
        intervals.orElseThrow().predictAllInParallel(histories, horizons, level);
    for (int i = 0; i < names.size(); i++) {
      write(names.get(i), histories.get(i), predictions.get(i));
    }
    names.clear();
    histories.clear();
  }

  private void write(String name, CustomerHistory history, Prediction prediction) {
    customers++;
    value += prediction.horizons().getLast().clv();
    try {
      file.write(name, history, prediction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long customers() {
    return customers;
  }

  /** Sum of the CLV at the last horizon. */
  double value() {
    return value;
  }
}
