package perennial.trainer.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.model.BatchPredictor;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.Segment;
import perennial.registry.LoadedVersion;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerState;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.LoggedRequests;
import perennial.registry.retraining.ReplayReport;
import perennial.trainer.TrainingProgress;

/**
 * Answers the newest logged request of each customer again, by the champion and by a candidate, on
 * the inputs as they were logged. For one use.
 */
final class Replay {
  static final int HORIZON_DAYS = 365;
  static final int SAMPLE = 20_000;
  private static final int AT_ONCE = 1_000;

  private final CustomerLedger ledger;
  private final TrainingProgress progress;
  private final LoadedVersion champion;
  private final LoadedVersion candidate;
  private final BatchPredictor byChampion;
  private final BatchPredictor byCandidate;
  private final Lifecycle lifecycle = Lifecycle.DEFAULT;
  private final ReplayColumns columns = new ReplayColumns();
  private final List<CustomerHistory> sample = new ArrayList<>();
  private final Map<String, CustomerHistory> pending = new LinkedHashMap<>();
  private long refusedByCandidate;
  private long refusedByChampion;

  Replay(
      CustomerLedger ledger,
      TrainingProgress progress,
      LoadedVersion champion,
      LoadedVersion candidate) {
    this.ledger = ledger;
    this.progress = progress;
    this.champion = champion;
    this.candidate = candidate;
    Horizons horizons = Horizons.ofDays(HORIZON_DAYS);
    this.byChampion = new BatchPredictor(champion.model(), horizons);
    this.byCandidate = new BatchPredictor(candidate.model(), horizons);
  }

  Replayed run(LoggedRequests log, Instant now, int days) {
    Instant from = now.minus(Duration.ofDays(days));
    progress.at("replaying %d days of requests".formatted(days), 0, 1);
    log.newest(champion.version().model(), from, now, this::take);
    answerPending();
    progress.at("replaying %d days of requests".formatted(days), 1, 1);
    ReplayReport report =
        new ReplayReport(
            champion.version().version(),
            candidate.version().version(),
            from,
            now,
            columns.customers(),
            HORIZON_DAYS,
            candidate.model().terms().currency(),
            columns.championTotal(),
            columns.candidateTotal(),
            columns.changes(),
            columns.moves(),
            columns.segments());
    return new Replayed(report, refusedByCandidate, refusedByChampion, List.copyOf(sample));
  }

  private void take(LoggedPrediction request) {
    request.history().ifPresent(history -> pending.put(request.customerId(), history));
    if (pending.size() == AT_ONCE) {
      answerPending();
      progress.at("replaying requests of customers", columns.customers(), Long.MAX_VALUE);
    }
  }

  private void answerPending() {
    Map<String, CustomerState> states = ledger.states(pending.keySet());
    pending.forEach(
        (customer, history) -> answer(history, segments(states.get(customer), history)));
    pending.clear();
  }

  private void answer(CustomerHistory history, List<String> segments) {
    double old;
    try {
      old = clv(byChampion, history);
    } catch (IllegalHistory e) {
      refusedByChampion++;
      return;
    }
    try {
      columns.add(old, clv(byCandidate, history), segments);
    } catch (IllegalHistory e) {
      refusedByCandidate++;
      return;
    }
    if (sample.size() < SAMPLE) {
      sample.add(history);
    }
  }

  private static double clv(BatchPredictor predictor, CustomerHistory history) {
    return predictor.predict(history).horizons().getFirst().clv();
  }

  private List<String> segments(@Nullable CustomerState state, CustomerHistory history) {
    List<String> segments = new ArrayList<>();
    segments.add(new Segment("stage", lifecycle.stage(history.age())).text());
    segments.add(new Segment("status", lifecycle.status(history.age() - history.recency())).text());
    if (state != null && !state.acquisition().channel().isEmpty()) {
      segments.add(new Segment("channel", state.acquisition().channel()).text());
    }
    return segments;
  }
}
