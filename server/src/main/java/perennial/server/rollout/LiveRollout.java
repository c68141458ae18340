package perennial.server.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import perennial.model.CustomerHistory;
import perennial.model.Prediction;
import perennial.registry.ModelRegistry;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;
import perennial.server.serving.Answer;
import perennial.server.serving.Arm;
import perennial.server.serving.Asked;
import perennial.server.serving.Counts;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.Rollout;
import perennial.server.serving.ServedModel;
import perennial.server.serving.Source;
import perennial.server.serving.Unanswered;

/** The prediction log, the shadow and the brake of one server. */
public final class LiveRollout implements Rollout, AutoCloseable {
  /** Statuses that callers bring about. */
  private static final Set<String> CALLERS =
      Set.of("INVALID_ARGUMENT", "NOT_FOUND", "RESOURCE_EXHAUSTED", "CANCELLED");

  private final PredictionRecorder recorder;
  private final Brake brake;
  private final BesideScorer scorer;
  private final Function<Throwable, String> statusOf;
  private final Clock clock;

  /**
   * @param stops of challengers, which outlive a restart where they are kept
   * @param statusOf name of the status that a call ends with for this error
   */
  public LiveRollout(
      PredictionLog log,
      ModelRegistry registry,
      RolloutSettings settings,
      Stops stops,
      Function<Throwable, String> statusOf,
      Clocks clocks) {
    this.clock = clocks.own();
    this.recorder = new PredictionRecorder(log, settings, clocks);
    this.brake = new Brake(registry, settings.brake(), stops, clock);
    this.scorer = new BesideScorer(recorder, brake, statusOf, clock);
    this.statusOf = statusOf;
  }

  /**
   * What happened since the start.
   *
   * @param logged rows in the prediction log
   * @param logDropped rows that were not logged
   * @param logWaiting rows that wait to be logged
   * @param shadowed answers that a shadow scored too
   * @param besideDropped answers that were not scored again: too many waited
   * @param brakings challengers that were stopped here
   */
  public record Figures(
      long logged,
      long logDropped,
      int logWaiting,
      long shadowed,
      long besideDropped,
      long brakings) {}

  /** Shows what happened beside the answers, by name, help and value. */
  public void showCounts(Counts counts) {
    counts.show(
        "perennial_prediction_log_rows_total",
        "Rows in the prediction log.",
        () -> figures().logged());
    counts.show(
        "perennial_prediction_log_dropped_total",
        "Rows that were not logged: too many waited.",
        () -> figures().logDropped());
    counts.show(
        "perennial_shadow_scores_total",
        "Answers that a shadow scored too.",
        () -> figures().shadowed());
    counts.show(
        "perennial_scores_beside_dropped_total",
        "Answers that were not scored by a shadow, or for the brake: too many waited.",
        () -> figures().besideDropped());
    counts.show(
        "perennial_brakings_total",
        "Challengers that were stopped here.",
        () -> figures().brakings());
  }

  public Figures figures() {
    return new Figures(
        recorder.written(),
        recorder.dropped(),
        recorder.waiting(),
        scorer.shadowed(),
        scorer.dropped(),
        brake.brakings());
  }

  /** Starts the threads. */
  public void start() {
    recorder.start();
    scorer.start();
    brake.start();
  }

  @Override
  public boolean stopped(ServedModel served) {
    return brake.stopped(served);
  }

  @Override
  public Answer answered(Asked asked, Answer answer) {
    if (asked.customer().isPresent()) { // a history is the champion's always: it compares nothing
      brake.answered(
          asked.served(),
          new Brake.Answered(
              asked.customerId(), answer.arm(), answer.source() == Source.FALLBACK, since(asked)));
    }
    Answer named = answer;
    boolean always = answer.source() == Source.FALLBACK;
    if (always || recorder.samples()) {
      UUID id = recorder.nextId();
      named = answer.withId(id);
      record(always, Rows.answered(id, clock.instant(), asked, answer));
    }
    scorer.offer(asked, named);
    return named;
  }

  @Override
  public void answered(Asked asked, List<CustomerHistory> histories, List<Prediction> predictions) {
    Instant now = clock.instant();
    for (int i = 0; i < predictions.size(); i++) {
      if (recorder.samples()) {
        record(
            false,
            Rows.ofBatch(recorder.nextId(), now, asked, histories.get(i), predictions.get(i)));
      }
    }
  }

  @Override
  public void failed(Asked asked, Arm arm, RuntimeException cause) {
    if (asked.customer().isPresent() && !(cause instanceof InvalidRequest)) {
      brake.answered(
          asked.served(), new Brake.Answered(asked.customerId(), arm, true, since(asked)));
    }
    String status = statusOf.apply(cause);
    if (isLogged(status)) {
      record(isOurs(status), Rows.failed(recorder.nextId(), clock.instant(), asked, arm, status));
    }
  }

  @Override
  public void unanswered(Unanswered request, RuntimeException cause) {
    String status = statusOf.apply(cause);
    if (isLogged(status)) {
      record(isOurs(status), Rows.unanswered(recorder.nextId(), clock.instant(), request, status));
    }
  }

  /** Of what callers do wrong, or too often, a share is enough: it may come in floods. */
  private boolean isLogged(String status) {
    return isOurs(status) || recorder.samples();
  }

  private static boolean isOurs(String status) {
    return !CALLERS.contains(status);
  }

  /** The row says for how many predictions it stands: traffic is estimated by that. */
  private void record(boolean always, LoggedPrediction row) {
    recorder.record(always ? row : row.sampled(recorder.share()));
  }

  private static long since(Asked asked) {
    return System.nanoTime() - asked.startNanos();
  }

  /** Writes what waits, for some seconds at most, and ends the threads. */
  @Override
  public void close() {
    brake.close();
    scorer.close();
    recorder.close();
  }
}
