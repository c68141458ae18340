package perennial.registry.predictionlog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
 * @param output what was answered; empty when it failed
 * @param latencyMicros from the request's arrival to its answer
 * @param status {@code OK}, or the name of the gRPC status
 * @param loggedShare of such predictions that is logged, in (0, 1]; empty where nobody knows
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
    String status,
    OptionalDouble loggedShare) {
  /** The share of a kind that is logged each time. */
  public static final OptionalDouble EACH = OptionalDouble.of(1);

  /**
   * @throws IllegalArgumentException naming the share and its value
   */
  public LoggedPrediction {
    double share = loggedShare.orElse(1);
    if (!(0 < share && share <= 1)) { // also rejects NaN
      throw new IllegalArgumentException("logged_share %s must be in (0, 1]".formatted(share));
    }
  }

  /** The same as one of a kind of which only a share is logged. */
  public LoggedPrediction sampled(double share) {
    return new LoggedPrediction(
        id,
        at,
        customerId,
        model,
        version,
        arm,
        source,
        history,
        output,
        latencyMicros,
        status,
        OptionalDouble.of(share));
  }

  /** What was answered. */
  public record Output(
      double probabilityAlive, double expectedSpend, List<HorizonPrediction> horizons) {}
}
