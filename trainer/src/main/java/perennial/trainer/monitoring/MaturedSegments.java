package perennial.trainer.monitoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import perennial.model.BatchPredictor;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.MaturedRows;
import perennial.monitoring.Segment;
import perennial.registry.monitoring.PredictionWindows.Matured;

/** Matured predictions by segment, all customers first. For one thread. */
final class MaturedSegments {
  private final BatchPredictor predictor;
  private final Lifecycle lifecycle;
  private final Map<Segment, MaturedRows> rows = new LinkedHashMap<>();

  /**
   * @param model that is judged
   * @param weeks over which it is
   */
  MaturedSegments(ClvModel model, int weeks, Lifecycle lifecycle) {
    this.predictor = new BatchPredictor(model, Horizons.ofDays(7 * weeks));
    this.lifecycle = lifecycle;
    rows.put(Segment.ALL, new MaturedRows());
  }

  /**
   * Adds a prediction, unless the model could not make it: a row without the covariates that the
   * model needs was answered by a cohort, or refused.
   */
  void add(Matured matured) {
    CustomerHistory history = matured.seen().history();
    Prediction prediction;
    try {
      prediction = predictor.predict(history);
    } catch (IllegalHistory lacksCovariates) {
      return;
    }
    HorizonPrediction expected = prediction.horizons().getFirst();
    for (Segment segment : segments(matured, history)) {
      rows.computeIfAbsent(segment, s -> new MaturedRows())
          .add(
              expected.expectedPurchases(),
              matured.purchaseDays(),
              expected.expectedPurchases() * prediction.expectedSpend(),
              matured.netValue());
    }
  }

  private List<Segment> segments(Matured matured, CustomerHistory history) {
    List<Segment> segments = new ArrayList<>(List.of(Segment.ALL));
    for (Dimension dimension : Dimension.values()) {
      String value = dimension.of(matured.acquisition());
      if (!value.isEmpty()) {
        segments.add(dimension.segment(value));
      }
    }
    String stage = lifecycle.stage(history.age());
    String status = lifecycle.status(history.age() - history.recency());
    segments.add(new Segment(Features.STAGE, stage));
    segments.add(new Segment(Features.STATUS, status));
    segments.add(new Segment(Features.STAGE_BY_STATUS, stage + " x " + status));
    return segments;
  }

  Map<Segment, MaturedRows> rows() {
    return Collections.unmodifiableMap(rows);
  }
}
