package perennial.registry.predictionlog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;

/**
 * One answered or failed prediction.
 *
 * @param id names it in the answer; a shadow's row has the id of the answer it is compared with
 * @param customerId empty for a request that brought its history
 * @param model the model's name
 * @param version that answered; 0 when none did
 * @param arm {@code CHAMPION}, {@code CHALLENGER} or {@code SHADOW}
 * @param source {@code INDIVIDUAL}, {@code COHORT} or {@code FALLBACK}; empty when it failed
 * @param history the input; empty when there was none
 * @param probabilityAlive and the other outputs; absent when it failed
 * @param latencyMicros from the request's arrival to its answer
 * @param status {@code OK}, or the name of the gRPC status
 */
public record LoggedPrediction(
    UUID id,
    Instant at,
    String customerId,
    String model,
    long version,
    String arm,
    String source,
    Optional<CustomerHistory> history,
    Optional<Output> output,
    long latencyMicros,
    String status) {

  /** What was answered. */
  public record Output(
      double probabilityAlive, double expectedSpend, List<HorizonPrediction> horizons) {}
}
