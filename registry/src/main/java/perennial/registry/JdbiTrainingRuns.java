package perennial.registry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.RunLine;
import perennial.registry.retraining.RunStopped;
import perennial.registry.retraining.Standing;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;

/** The training runs in PostgreSQL. Whoever moves a run holds the lock of its row. */
final class JdbiTrainingRuns implements TrainingRuns {
  private final Sql sql;

  JdbiTrainingRuns(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<TrainingRun> request(NewTrainingRun wanted) {
    check(wanted);
    return sql.inTransaction(
        "requesting a training run of " + wanted.model(),
        handle -> {
          Optional<TrainingRun> queued = TrainingRunTable.insert(handle, wanted);
          if (queued.isPresent() && wanted.trigger() == TrainingRun.Trigger.HAND) {
            JdbiAuditLog.append(
                handle,
                wanted.actor(),
                "request training",
                wanted.model(),
                subject(queued.get().id()),
                wanted.reason());
          }
          return queued;
        });
  }

  /**
   * @throws IllegalArgumentException naming the field
   */
  static void check(NewTrainingRun wanted) {
    var unused = ModelName.require(wanted.model());
    NewVersionForm.requireActor(wanted.actor());
    Reasons.check(wanted.reason());
    unused = Json.requireObject("settings", wanted.settings());
  }

  @Override
  public Optional<TrainingRun> claim(String worker) {
    return sql.inTransaction(
        "claiming a training run", handle -> TrainingRunTable.claim(handle, worker));
  }

  @Override
  public Standing progress(long id, String worker, String step, long done, long total) {
    return sql.inTransaction(
            "reporting on " + subject(id),
            handle -> TrainingRunTable.progress(handle, id, worker, step, done, total))
        .map(JdbiTrainingRuns::standing)
        .orElse(Standing.LOST);
  }

  private static Standing standing(TrainingRun.State state) {
    return state == TrainingRun.State.CANCELLING ? Standing.CANCELLED : Standing.GO_ON;
  }

  @Override
  public void log(long id, String text) {
    sql.run("logging of " + subject(id), handle -> RunLogTable.append(handle, id, text));
  }

  @Override
  public ModelVersion register(long id, String worker, NewVersion version) {
    StoredVersion stored = NewVersionForm.of(version);
    return sql.inTransaction(
        "registering what %s fitted".formatted(subject(id)),
        handle -> {
          TrainingRun run =
              TrainingRunTable.claimed(handle, id, worker)
                  .orElseThrow(() -> new RunStopped(id, Standing.LOST));
          requireSameModel(run, version);
          if (run.version().isPresent()) {
            return VersionTable.version(handle, run.model(), run.version().getAsLong());
          }
          if (standing(run.state()) != Standing.GO_ON) {
            throw new RunStopped(id, Standing.CANCELLED);
          }
          // Locks in the order of all others: the run, the model, the audit.
          ModelVersion registered =
              JdbiModelRegistry.insert(
                  handle,
                  run.model(),
                  stored,
                  version.attachments(),
                  version.actor(),
                  new JdbiModelRegistry.AuditText(
                      "register",
                      "fitted by %s from %s"
                          .formatted(subject(id), version.provenance().dataSource())));
          TrainingRunTable.setVersion(handle, id, registered.version());
          return registered;
        });
  }

  private static void requireSameModel(TrainingRun run, NewVersion version) {
    if (!run.model().equals(version.model())) {
      throw new IllegalArgumentException(
          "model %s is not %s, which run %d is of"
              .formatted(version.model(), run.model(), run.id()));
    }
  }

  @Override
  public boolean end(long id, String worker, TrainingRun.State state, String outcome) {
    if (!state.ended()) {
      throw new IllegalArgumentException("state " + state + " is no end of a run");
    }
    return sql.inTransaction(
        "ending " + subject(id),
        handle -> {
          boolean ours = TrainingRunTable.claimed(handle, id, worker).isPresent();
          if (ours) {
            RunEnds.end(handle, id, state, outcome);
          }
          return ours;
        });
  }

  @Override
  public boolean handBack(long id, String worker, String why) {
    return sql.inTransaction(
        "handing back " + subject(id),
        handle -> {
          Optional<TrainingRun> ours = TrainingRunTable.claimed(handle, id, worker);
          ours.ifPresent(run -> RunEnds.handBack(handle, run, why));
          return ours.isPresent();
        });
  }

  @Override
  public boolean cancel(long id, String actor) {
    NewVersionForm.requireActor(actor);
    return sql.inTransaction(
        "cancelling " + subject(id),
        handle -> {
          Optional<TrainingRun> run =
              TrainingRunTable.lock(handle, id).filter(r -> !r.state().ended());
          run.ifPresent(r -> RunEnds.cancel(handle, r, actor));
          return run.isPresent();
        });
  }

  @Override
  public List<TrainingRun> recover(Duration silence) {
    return sql.inTransaction(
        "recovering training runs",
        handle ->
            TrainingRunTable.silent(handle, silence).stream()
                .map(silent -> RunEnds.recover(handle, silent))
                .toList());
  }

  @Override
  public List<TrainingRun> runs(String model, long beforeId, int limit) {
    return sql.inTransaction(
        "listing training runs", handle -> TrainingRunTable.runs(handle, model, beforeId, limit));
  }

  @Override
  public Optional<TrainingRun> run(long id) {
    return sql.inTransaction("reading " + subject(id), handle -> TrainingRunTable.run(handle, id));
  }

  @Override
  public List<RunLine> log(long id, long after, int limit) {
    return sql.inTransaction(
        "reading the log of " + subject(id), handle -> RunLogTable.lines(handle, id, after, limit));
  }

  @Override
  public void saveGates(String model, long version, List<GateResult> gates) {
    sql.run(
        "saving the gates of %s v%d".formatted(model, version),
        handle -> GateTable.replace(handle, model, version, gates));
  }

  @Override
  public List<GateResult> gates(String model, long version) {
    return sql.inTransaction(
        "reading the gates of %s v%d".formatted(model, version),
        handle -> GateTable.gates(handle, model, version));
  }

  @Override
  public void saveReplay(String model, ReplayReport replay) {
    sql.run(
        "saving the replay of %s v%d".formatted(model, replay.candidate()),
        handle -> GateTable.put(handle, model, replay));
  }

  @Override
  public Optional<ReplayReport> replay(String model, long candidate) {
    return sql.inTransaction(
        "reading the replay of %s v%d".formatted(model, candidate),
        handle -> GateTable.replay(handle, model, candidate));
  }

  @Override
  public Policy policy(String model) {
    return sql.inTransaction(
            "reading the policy of " + model, handle -> PolicyTable.policy(handle, model))
        .orElse(Policy.DEFAULT);
  }

  @Override
  public void setPolicy(String model, Policy policy, String actor, String reason) {
    var unused = ModelName.require(model);
    NewVersionForm.requireActor(actor);
    Reasons.check(reason);
    PolicySettings.require(policy.settings());
    sql.run(
        "setting the policy of " + model,
        handle -> {
          PolicyTable.put(handle, model, policy, actor);
          JdbiAuditLog.append(
              handle, actor, "set retraining policy", model, PolicyTable.inWords(policy), reason);
        });
  }

  private static String subject(long run) {
    return "training run " + run;
  }
}
