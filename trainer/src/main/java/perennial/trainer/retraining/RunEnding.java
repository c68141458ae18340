package perennial.trainer.retraining;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.retraining.RunStopped;
import perennial.registry.retraining.Standing;
import perennial.registry.retraining.TrainingRun.State;
import perennial.registry.retraining.TrainingRuns;
import perennial.trainer.NotConverged;
import perennial.trainer.transactions.BadInput;

/**
 * How a run leaves this worker.
 *
 * @param state empty when it goes back to the queue
 * @param said the outcome, or why it goes back
 */
record RunEnding(Optional<State> state, String said, boolean lost) {
  private static final Logger LOG = LoggerFactory.getLogger(RunEnding.class);

  static RunEnding succeeded(String outcome) {
    return new RunEnding(Optional.of(State.SUCCEEDED), outcome, false);
  }

  static RunEnding of(Throwable failure, RunWatch watch) {
    Optional<RunWatch.Stop> stop = watch.stopped().or(() -> stop(failure));
    if (stop.isPresent()) {
      return switch (stop.get()) {
        case CANCELLED ->
            new RunEnding(Optional.of(State.CANCELLED), "cancelled at: " + watch.step(), false);
        case WORKER_STOPS ->
            new RunEnding(Optional.empty(), "its worker stopped at: " + watch.step(), false);
        case LOST -> new RunEnding(Optional.empty(), "", true);
      };
    }
    return switch (failure) {
      case RegistryUnavailable e ->
          new RunEnding(
              Optional.empty(), "the database was away at: %s".formatted(watch.step()), false);
      case BadInput e -> failed(String.valueOf(e.getMessage()));
      case NotConverged e -> failed(String.valueOf(e.getMessage()));
      default -> {
        LOG.error("a run failed at: {}", watch.step(), failure);
        yield failed("at: %s: %s".formatted(watch.step(), failure));
      }
    };
  }

  private static Optional<RunWatch.Stop> stop(Throwable failure) {
    return failure instanceof RunStopped stopped
        ? Optional.of(
            stopped.standing() == Standing.CANCELLED ? RunWatch.Stop.CANCELLED : RunWatch.Stop.LOST)
        : Optional.empty();
  }

  private static RunEnding failed(String why) {
    return new RunEnding(Optional.of(State.FAILED), why, false);
  }

  /** False when the run is not this claim's any more. */
  boolean write(TrainingRuns runs, long run, String claim) {
    if (lost) {
      return false;
    }
    return state.isPresent()
        ? runs.end(run, claim, state.get(), said)
        : runs.handBack(run, claim, said);
  }
}
