package perennial.admin.testing;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/** A prediction log in memory. */
public final class FakePredictionLog implements PredictionLog {
  private final List<LoggedPrediction> rows = new CopyOnWriteArrayList<>();

  @Override
  public int append(List<LoggedPrediction> predictions) {
    rows.addAll(predictions);
    return predictions.size();
  }

  @Override
  public void of(String customerId, Consumer<LoggedPrediction> each) {
    rows.stream().filter(r -> r.customerId().equals(customerId)).forEach(each);
  }

  @Override
  public int prune(Instant before) {
    return 0;
  }
}
