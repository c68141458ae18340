package perennial.trainer.retraining;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.retraining.Standing;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;
import perennial.trainer.TrainingProgress;

/**
 * Tells the database what a run is doing and that its worker lives, and tells the run when to stop:
 * at its next step, or, within a long fit, by interrupting its thread. A database that is away for
 * a while does not stop a run; it is asked again at the next step.
 */
final class RunWatch implements TrainingProgress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(500);

  /** Why a run stops before its end. */
  enum Stop {
    CANCELLED,
    LOST,
    WORKER_STOPS
  }

  private record Position(String step, long done, long total) {}

  private final TrainingRuns runs;
  private final TrainingRun run;
  private final String worker;
  private final TrainingProgress also;
  private final Thread thread = Thread.currentThread();
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("run-heartbeat").factory());

  private volatile Position position = new Position("starting", 0, 1);
  private volatile Optional<Stop> stop = Optional.empty();
  private long reported;

  /** Watches the thread that makes it. */
  RunWatch(
      TrainingRuns runs, TrainingRun run, String worker, Duration every, TrainingProgress also) {
    this.runs = runs;
    this.run = run;
    this.worker = worker;
    this.also = also;
    var unused =
        heartbeat.scheduleWithFixedDelay(
            this::beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void at(String step, long done, long total) {
    boolean newStep = !step.equals(position.step());
    position = new Position(step, done, total);
    if (newStep) {
      say(step);
    }
    if (newStep || done >= total || reportIsDue()) {
      report();
    }
    also.at(step, done, total);
    requireGoingOn();
  }

  /** Adds a line to the run's log. */
  void say(String line) {
    try {
      runs.log(run.id(), line);
    } catch (RegistryUnavailable e) {
      LOG.debug("run {}: '{}' was not logged", run.id(), line, e);
    }
  }

  /** The step that the run is at. */
  String step() {
    return position.step();
  }

  /** Why it is to stop; empty while it goes on. */
  Optional<Stop> stopped() {
    return stop;
  }

  /** From any thread: the run stops at its next step or evaluation. */
  void stopFor(Stop why) {
    stop = Optional.of(why);
    thread.interrupt();
  }

  private void requireGoingOn() {
    stop.ifPresent(why -> {
      throw new CancellationException("run %d stops: %s".formatted(run.id(), why));
    });
  }

  private boolean reportIsDue() {
    return System.nanoTime() - reported >= BETWEEN_REPORTS.toNanos();
  }

  private void report() {
    reported = System.nanoTime();
    standing().ifPresent(why -> stop = Optional.of(why));
  }

  private void beat() {
    if (stop.isEmpty()) {
      standing().ifPresent(this::stopFor);
    }
  }

  private Optional<Stop> standing() {
    Position now = position;
    try {
      return switch (runs.progress(run.id(), worker, now.step(), now.done(), now.total())) {
        case Standing.GO_ON -> Optional.empty();
        case Standing.CANCELLED -> Optional.of(Stop.CANCELLED);
        case Standing.LOST -> Optional.of(Stop.LOST);
      };
    } catch (RegistryUnavailable e) {
      LOG.debug("run {}: the database was not told of '{}'", run.id(), now.step(), e);
      return Optional.empty();
    }
  }

  /** No interrupt comes after this. */
  @Override
  public void close() {
    heartbeat.shutdownNow();
    try {
      if (!heartbeat.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("run {}: the heartbeat did not end", run.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
