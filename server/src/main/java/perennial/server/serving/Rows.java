package perennial.server.serving;

import java.util.ArrayList;
import java.util.List;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.model.ValueTerms;
import perennial.uncertainty.PredictionIntervals;

/** Many rows by one version, in chunks that a caller who has gone can end. */
final class Rows {
  // Rows between two checkpoints: about a millisecond, and less than a tenth of a second.
  static final int POINTS_CHUNK = 256;
  private static final int INTERVALS_CHUNK = 2048; // rows of one chunk share work

  private Rows() {}

  /**
   * The predictions in the order of the rows.
   *
   * @param checkpoint runs now and then; what it throws ends the work
   * @throws InvalidRequest with the row, for a covariate that is missing
   */
  static List<Prediction> predict(
      ServedVersion version,
      ValueTerms terms,
      PredictionQuery query,
      List<CustomerHistory> histories,
      Runnable checkpoint) {
    List<Prediction> points =
        points(version.clvModel().withTerms(terms), histories, query, checkpoint);
    return query.level() == 0
        ? points
        : intervals(version.intervals().withTerms(terms), histories, query, checkpoint);
  }

  private static List<Prediction> intervals(
      PredictionIntervals model,
      List<CustomerHistory> histories,
      PredictionQuery query,
      Runnable checkpoint) {
    List<Prediction> predictions = new ArrayList<>(histories.size());
    for (int from = 0; from < histories.size(); from += INTERVALS_CHUNK) {
      checkpoint.run();
      int to = Math.min(histories.size(), from + INTERVALS_CHUNK);
      predictions.addAll(
          model.predictAll(histories.subList(from, to), query.horizons(), query.level()));
    }
    return predictions;
  }

  private static List<Prediction> points(
      ClvModel model, List<CustomerHistory> histories, PredictionQuery query, Runnable checkpoint) {
    List<Prediction> predictions = new ArrayList<>(histories.size());
    for (int i = 0; i < histories.size(); i++) {
      if (i % POINTS_CHUNK == 0) {
        checkpoint.run();
      }
      try {
        predictions.add(model.predict(histories.get(i), query.horizons()));
      } catch (IllegalHistory e) { // this model needs what the history has not
        throw InvalidRequest.of(
            "histories[" + i + "]." + e.field(), String.valueOf(e.getMessage()));
      }
    }
    return predictions;
  }
}
