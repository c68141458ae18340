package perennial.registry.retraining;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import perennial.registry.ModelVersion;
import perennial.registry.NewVersion;

/**
 * The training runs, their logs, gates and policies. At most one run of a model is not ended; what
 * people do goes to the audit too, and the end of a run to the webhooks, in the same transaction.
 * Times are the database's. Every method throws {@link perennial.registry.RegistryUnavailable} when
 * the database cannot be reached; nothing is half done then.
 */
public interface TrainingRuns {
  /**
   * Queues a run.
   *
   * @return empty when a run of that model has not ended yet
   * @throws IllegalArgumentException naming the field: a model's name, a reason, settings that are
   *     no JSON object
   */
  Optional<TrainingRun> request(NewTrainingRun run);

  /**
   * Takes the oldest queued run for this worker; empty when there is none. A run that has a version
   * already was registered by a worker that is gone.
   *
   * @param worker a name that is new with every claim: it is what tells a claim from a later one
   */
  Optional<TrainingRun> claim(String worker);

  /** Says what the run is doing, and that its worker lives. */
  Standing progress(long id, String worker, String step, long done, long total);

  /**
   * Adds a line to the log; a long one is cut.
   *
   * @throws IllegalArgumentException when there is no such run
   */
  void log(long id, String text);

  /**
   * Registers what the run fitted and ties it to the run, in one transaction, once: a run that has
   * a version already gives that one.
   *
   * @throws RunStopped when the run is no longer this worker's, or cancelled
   */
  ModelVersion register(long id, String worker, NewVersion version);

  /**
   * Ends the run; {@code state} is one of the ended ones.
   *
   * @return false when it is no longer this worker's: nothing was changed
   */
  boolean end(long id, String worker, TrainingRun.State state, String outcome);

  /**
   * Gives a run back that its worker cannot finish, as the worker stops: queued again, or cancelled
   * if that was asked for. It may be given back any number of times.
   *
   * @return false when it is no longer this worker's: nothing was changed
   */
  boolean handBack(long id, String worker, String why);

  /** Asks for a stop. False when the run has ended already, or there is none. */
  boolean cancel(long id, String actor);

  /**
   * What to do with runs whose worker has not been heard of for so long: queued again once, failed
   * with the reason the second time; cancelled when that was asked for.
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
   * The one door for policies, whoever sets them.
   *
   * @param reason 1 to 1,000 characters
   * @throws IllegalArgumentException naming the field and its value; of the settings, everything
   *     that is wrong: names that are unknown and limits of the gates out of their range
   */
  void setPolicy(String model, Policy policy, String actor, String reason);
}
