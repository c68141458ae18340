package perennial.server.grpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.LoggedPrediction.Output;

/** A logged prediction as a JSON object, its fields named as in the API. */
final class LoggedPredictionJson {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private LoggedPredictionJson() {}

  static String of(LoggedPrediction prediction) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("prediction_id", prediction.id().toString())
            .put("at", prediction.at().toString())
            .put("customer_id", prediction.customerId())
            .put("model", prediction.model())
            .put("version", prediction.version())
            .put("arm", prediction.arm())
            .put("source", prediction.source())
            .put("status", prediction.status())
            .put("latency_micros", prediction.latencyMicros());
    prediction.history().ifPresent(history -> put(json.putObject("history"), history));
    prediction.output().ifPresent(output -> put(json, output));
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a prediction is plain data", e);
    }
  }

  private static void put(ObjectNode json, CustomerHistory history) {
    json.put("repeat_purchases", history.repeatPurchases())
        .put("recency", history.recency())
        .put("age", history.age())
        .put("mean_spend", history.meanSpend());
  }

  private static void put(ObjectNode json, Output output) {
    json.put("probability_alive", output.probabilityAlive())
        .put("expected_spend", output.expectedSpend());
    var horizons = json.putArray("horizons");
    for (HorizonPrediction horizon : output.horizons()) {
      horizons
          .addObject()
          .put("horizon_days", horizon.horizonDays())
          .put("expected_purchases", horizon.expectedPurchases())
          .put("clv", horizon.clv());
    }
  }
}
