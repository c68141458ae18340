package perennial.server.bench;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/**
 * A log that takes everything and keeps nothing: rows kept in the server's memory would make its
 * garbage collector the thing that is measured.
 */
final class DiscardingLog implements PredictionLog {
  @Override
  public int append(List<LoggedPrediction> predictions) {
    return predictions.size();
  }

  @Override
  public void of(String customerId, Consumer<LoggedPrediction> each) {}

  @Override
  public int prune(Instant before) {
    return 0;
  }
}
