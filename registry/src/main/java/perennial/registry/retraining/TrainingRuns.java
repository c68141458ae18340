package perennial.registry.retraining;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import perennial.registry.ModelVersion;
import perennial.registry.NewVersion;

/**
 * The training runs, their logs, gates and policies. At most one run of a model is not ended; what
 * people do goes to the audit too. Every method throws {@link
 * perennial.registry.RegistryUnavailable} when the database cannot be reached; nothing is half done
 * then.
 */
public interface TrainingRuns {
  /**
   * Queues a run.
   *
   * @return empty when a run of that model has not ended yet
   */
  Optional<TrainingRun> request(NewTrainingRun run);

  /** Takes the oldest queued run for this worker; empty when there is none. */
  Optional<TrainingRun> claim(String worker);

  /**
   * Says what the run is doing, and that its worker lives.
   *
   * @return false when the run should stop: cancelled, or no longer this worker's
   */
  boolean progress(long id, String worker, String step, long done, long total);

  /** Adds a line to the log. */
  void log(long id, String text);

  /**
   * Registers what the run fitted and ties it to the run, in one transaction, once: a run that has
   * a version already gives that one.
   *
   * @throws IllegalStateException when the run is no longer this worker's
   */
  ModelVersion register(long id, String worker, NewVersion version);

  /** Ends the run; {@code state} is one of the ended ones. */
  void end(long id, String worker, TrainingRun.State state, String outcome);

  /** Asks for a stop. False when the run has ended already, or there is none. */
  boolean cancel(long id, String actor);

  /**
   * What to do with runs whose worker has not been heard of for so long: queued again once, failed
   * with the reason the second time.
   *
   * @return those runs as they are now
   */
  List<TrainingRun> recover(Duration silence);

  /** Runs with an id below {@code beforeId} (0: from the newest), newest first; "" is any model. */
  List<TrainingRun> runs(String model, long beforeId, int limit);

  Optional<TrainingRun> run(long id);

  /** Log lines with a number above {@code after}. */
  List<RunLine> log(long id, long after, int limit);

  /** Keeps the gates of a version; replaces earlier ones. */
  void saveGates(String model, long version, List<GateResult> gates);

  /** The gates of a version in their order; empty when none were run. */
  List<GateResult> gates(String model, long version);

  /** Keeps the replay of a version against a champion; replaces an earlier one. */
  void saveReplay(String model, ReplayReport replay);

  /** The newest replay of that candidate. */
  Optional<ReplayReport> replay(String model, long candidate);

  /** The model's policy; {@link Policy#DEFAULT} when none was set. */
  Policy policy(String model);

  /**
   * @param reason 1 to 1,000 characters
   */
  void setPolicy(String model, Policy policy, String actor, String reason);
}
