package perennial.admin.testing;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import perennial.registry.ModelVersion;
import perennial.registry.NewVersion;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.RunLine;
import perennial.registry.retraining.Standing;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;
import perennial.registry.retraining.TrainingRuns;

/** Training runs in memory, for one worker that never dies. */
public final class FakeTrainingRuns implements TrainingRuns {
  private final FakeRegistry registry;
  private final FakeAudit audit;
  private final Clock clock;
  private final Map<Long, TrainingRun> runs = new TreeMap<>();
  private final Map<Long, List<RunLine>> logs = new HashMap<>();
  private final Map<String, List<GateResult>> gates = new HashMap<>();
  private final Map<String, ReplayReport> replays = new HashMap<>();
  private final Map<String, Policy> policies = new HashMap<>();

  FakeTrainingRuns(FakeRegistry registry, FakeAudit audit, Clock clock) {
    this.registry = registry;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<TrainingRun> request(NewTrainingRun r) {
    if (runs.values().stream().anyMatch(o -> o.model().equals(r.model()) && !o.state().ended())) {
      return Optional.empty();
    }
    long id = runs.size() + 1L;
    runs.put(
        id,
        new TrainingRun(
            id,
            r.model(),
            State.QUEUED,
            r.trigger(),
            r.alert(),
            r.actor(),
            r.reason(),
            r.settings(),
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            "",
            0,
            0,
            Optional.empty(),
            OptionalLong.empty(),
            ""));
    audit.append(r.actor(), "request-training", r.model(), r.settings(), r.reason());
    return run(id);
  }

  @Override
  public synchronized Optional<TrainingRun> claim(String worker) {
    Optional<TrainingRun> queued =
        runs.values().stream().filter(r -> r.state() == State.QUEUED).findFirst();
    queued.ifPresent(r -> put(r, State.RUNNING, "starting", 0, 0, r.version(), ""));
    return queued.flatMap(r -> run(r.id()));
  }

  private void put(
      TrainingRun r,
      State state,
      String step,
      long done,
      long total,
      OptionalLong version,
      String outcome) {
    runs.put(
        r.id(),
        new TrainingRun(
            r.id(),
            r.model(),
            state,
            r.trigger(),
            r.alert(),
            r.actor(),
            r.reason(),
            r.settings(),
            r.requestedAt(),
            state == State.QUEUED ? Optional.empty() : r.startedAt().or(this::now),
            state.ended() ? now() : Optional.empty(),
            step,
            done,
            total,
            now(),
            version,
            outcome));
  }

  private TrainingRun known(long id) {
    return run(id).orElseThrow();
  }

  private Optional<java.time.Instant> now() {
    return Optional.of(clock.instant());
  }

  @Override
  public synchronized Standing progress(
      long id, String worker, String step, long done, long total) {
    TrainingRun r = known(id);
    put(r, r.state(), step, done, total, r.version(), "");
    return Standing.GO_ON;
  }

  @Override
  public synchronized void log(long id, String text) {
    List<RunLine> lines = logs.computeIfAbsent(id, key -> new ArrayList<>());
    lines.add(new RunLine(lines.size() + 1L, clock.instant(), text));
  }

  @Override
  public synchronized ModelVersion register(long id, String worker, NewVersion version) {
    ModelVersion made = registry.register(version);
    TrainingRun r = known(id);
    put(r, r.state(), r.step(), r.done(), r.total(), OptionalLong.of(made.version()), "");
    return made;
  }

  /** Ties a version that is registered already to a run. */
  synchronized void tie(long id, long version) {
    TrainingRun r = known(id);
    put(r, r.state(), r.step(), r.done(), r.total(), OptionalLong.of(version), "");
  }

  @Override
  public synchronized boolean end(long id, String worker, State state, String outcome) {
    TrainingRun r = known(id);
    put(r, state, r.step(), r.done(), r.total(), r.version(), outcome);
    return true;
  }

  @Override
  public synchronized boolean handBack(long id, String worker, String why) {
    TrainingRun r = known(id);
    put(r, State.QUEUED, "", 0, 0, r.version(), "");
    return true;
  }

  @Override
  public synchronized boolean cancel(long id, String actor) {
    TrainingRun r = known(id);
    if (r.state().ended()) {
      return false;
    }
    State next = r.state() == State.QUEUED ? State.CANCELLED : State.CANCELLING;
    put(r, next, r.step(), r.done(), r.total(), r.version(), "cancelled by " + actor);
    audit.append(actor, "cancel-training", "run " + id, "", "");
    return true;
  }

  @Override
  public synchronized List<TrainingRun> recover(Duration silence) {
    return List.of();
  }

  @Override
  public synchronized List<TrainingRun> runs(String model, long beforeId, int limit) {
    registry.check();
    return List.copyOf(runs.values()).reversed().stream()
        .filter(r -> beforeId == 0 || r.id() < beforeId)
        .filter(r -> model.isEmpty() || r.model().equals(model))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<TrainingRun> run(long id) {
    registry.check();
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public synchronized List<RunLine> log(long id, long after, int limit) {
    return logs.getOrDefault(id, List.of()).stream()
        .filter(l -> l.number() > after)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void saveGates(String model, long version, List<GateResult> results) {
    gates.put(model + version, results);
  }

  @Override
  public synchronized List<GateResult> gates(String model, long version) {
    registry.check();
    return gates.getOrDefault(model + version, List.of());
  }

  @Override
  public synchronized void saveReplay(String model, ReplayReport replay) {
    replays.put(model + replay.candidate(), replay);
  }

  @Override
  public synchronized Optional<ReplayReport> replay(String model, long candidate) {
    return Optional.ofNullable(replays.get(model + candidate));
  }

  @Override
  public synchronized Policy policy(String model) {
    return policies.getOrDefault(model, Policy.DEFAULT);
  }

  @Override
  public synchronized void setPolicy(String model, Policy policy, String actor, String reason) {
    policies.put(model, policy);
    audit.append(actor, "set-policy", model, policy.toString(), reason);
  }
}
