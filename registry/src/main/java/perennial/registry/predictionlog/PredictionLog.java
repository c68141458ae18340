package perennial.registry.predictionlog;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The log of predictions, in partitions by day. Every method throws {@link
 * perennial.registry.RegistryUnavailable} when the database cannot be reached.
 */
public interface PredictionLog {
  /**
   * Appends rows by COPY, in one transaction; makes the partitions they need. Rows of customers who
   * were erased meanwhile are left out.
   *
   * @return how many rows were appended
   */
  int append(List<LoggedPrediction> predictions);

  /** The customer's logged predictions, oldest first, one by one. */
  void of(String customerId, Consumer<LoggedPrediction> each);

  /**
   * Drops whole days that ended before this time.
   *
   * @return how many days
   */
  int prune(Instant before);
}
