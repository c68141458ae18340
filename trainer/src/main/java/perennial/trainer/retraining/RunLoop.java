package perennial.trainer.retraining;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Database;
import perennial.registry.RegistryUnavailable;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;
import perennial.trainer.Outage;
import perennial.trainer.TrainingProgress;

/** Claims queued runs one after the other and brings each to an end, on a thread of its own. */
public final class RunLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  /**
   * @param poll how often the queue is looked at
   * @param heartbeat how often a run says that its worker lives
   * @param drain how long a run may take to stop when the worker does
   */
  public record Timing(Duration poll, Duration heartbeat, Duration drain) {}

  private final TrainingRuns runs;
  private final RetrainingRun work;
  private final String worker;
  private final Timing timing;
  private final Outage outage;
  private final TrainingProgress also;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::loop, "training-runs");
  private long claims;

  /** Guarded by this object, as a stop may come while a run is being taken. */
  private @Nullable RunWatch current;

  private RunLoop(
      Database database,
      RetrainingRun work,
      String worker,
      Timing timing,
      Outage outage,
      TrainingProgress also) {
    this.runs = database.trainingRuns();
    this.work = work;
    this.worker = worker;
    this.timing = timing;
    this.outage = outage;
    this.also = also;
  }

  /**
   * Starts claiming.
   *
   * @param worker unique among all workers that ever were
   * @param also hears every step of every run
   */
  public static RunLoop start(
      Database database,
      RunSettings settings,
      GateLimits limits,
      Clock clock,
      String worker,
      Timing timing,
      Outage outage,
      TrainingProgress also) {
    RunLoop loop =
        new RunLoop(
            database,
            new RetrainingRun(database, settings, limits, clock),
            worker,
            timing,
            outage,
            also);
    loop.thread.start();
    return loop;
  }

  private void loop() {
    while (!stopsWithin(Duration.ZERO)) {
      boolean more = false;
      try {
        String claim = worker + "/" + ++claims;
        Optional<TrainingRun> run = runs.claim(claim);
        outage.answered();
        more = run.isPresent();
        run.ifPresent(claimed -> bringToAnEnd(claimed, claim));
      } catch (RegistryUnavailable e) {
        outage.missed(e);
      } catch (RuntimeException e) {
        LOG.error("claiming a training run failed", e);
      }
      if (!more && stopsWithin(timing.poll())) {
        return;
      }
    }
  }

  private boolean stopsWithin(Duration wait) {
    try {
      return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // A stop that came too late for the run it was meant for.
      return stopping.getCount() == 0;
    }
  }

  private void bringToAnEnd(TrainingRun run, String claim) {
    RunWatch watch = new RunWatch(runs, run, claim, timing.heartbeat(), also);
    begin(watch);
    RunEnding ending;
    try {
      RetrainingRun.Done done = work.work(run, claim, watch);
      ending = RunEnding.succeeded(done.outcome());
    } catch (RuntimeException | Error e) { // an error ends a run, not the worker
      ending = RunEnding.of(e, watch);
    } finally {
      end(watch);
    }
    write(run, claim, ending);
  }

  private synchronized void begin(RunWatch watch) {
    current = watch;
    if (stopping.getCount() == 0) {
      watch.stopFor(RunWatch.Stop.WORKER_STOPS);
    }
  }

  private void end(RunWatch watch) {
    synchronized (this) {
      current = null;
    }
    clearInterrupt();
    watch.close();
    clearInterrupt();
  }

  /** The interrupt was for the run, and the run is over. */
  private static void clearInterrupt() {
    var unused = Thread.interrupted();
  }

  /**
   * Waits for the database if it must; when that takes too long another worker recovers the run.
   */
  private void write(TrainingRun run, String claim, RunEnding ending) {
    do {
      try {
        if (!ending.write(runs, run.id(), claim)) {
          LOG.warn("run {} was another worker's when it ended here", run.id());
        }
        outage.answered();
        return;
      } catch (RegistryUnavailable e) {
        outage.missed(e);
      }
    } while (!stopsWithin(timing.poll()));
    LOG.warn("run {} ended without the database hearing of it: it will be recovered", run.id());
  }

  /** Stops the run that is under way, which is handed back to the queue, and claims no more. */
  @Override
  public void close() {
    synchronized (this) {
      stopping.countDown();
      if (current != null) {
        current.stopFor(RunWatch.Stop.WORKER_STOPS);
      }
    }
    try {
      if (!thread.join(timing.drain())) {
        LOG.warn("a run did not stop within {}: it will be recovered", timing.drain());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
