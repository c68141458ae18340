package perennial.server;

import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import perennial.registry.RegistryUnavailable;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/** A prediction log in memory that can be away. */
public final class FakePredictionLog implements PredictionLog {
  private final List<LoggedPrediction> rows = new ArrayList<>();
  private final List<Instant> prunings = new ArrayList<>();
  private boolean away;
  private int appends;
  private @Nullable Error breaking;

  /** The next {@link #append} throws this. */
  public synchronized void breakOnce(Error error) {
    breaking = error;
  }

  public synchronized void away(boolean now) {
    away = now;
  }

  public synchronized List<LoggedPrediction> rows() {
    return List.copyOf(rows);
  }

  /** Calls of {@link #append}, the failed ones too. */
  public synchronized int appends() {
    return appends;
  }

  public synchronized List<Instant> prunings() {
    return List.copyOf(prunings);
  }

  @Override
  public synchronized int append(List<LoggedPrediction> predictions) {
    appends++;
    Error error = breaking;
    breaking = null;
    if (error != null) {
      throw error;
    }
    reachable();
    rows.addAll(predictions);
    return predictions.size();
  }

  @Override
  public synchronized void of(String customerId, Consumer<LoggedPrediction> each) {
    reachable();
    rows.stream().filter(r -> r.customerId().equals(customerId)).forEach(each);
  }

  @Override
  public synchronized int prune(Instant before) {
    prunings.add(before);
    reachable();
    return 0;
  }

  private void reachable() {
    if (away) {
      throw new RegistryUnavailable("logging predictions", new ConnectException("refused"));
    }
  }
}
