package perennial.registry.predictionlog;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * The requests that the prediction log holds. Work of minutes on a connection of its own. Throws
 * like {@link PredictionLog}.
 */
public interface LoggedRequests {
  /**
   * The newest request of each customer that a model answered individually, one by one by customer
   * id; shadows are left out.
   *
   * @param from first moment
   * @param until first moment after
   */
  void newest(String model, Instant from, Instant until, Consumer<LoggedPrediction> each);
}
