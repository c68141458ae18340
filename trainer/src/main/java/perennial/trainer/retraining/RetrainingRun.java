package perennial.trainer.retraining;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.LoadedVersion;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelVersion;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRun;
import perennial.trainer.NotConverged;
import perennial.trainer.Trained;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;

/**
 * The work of one claimed run: fit, register, gates, policy. Each part can be repeated: a run that
 * is begun anew registers nothing twice, and its gates replace the earlier ones.
 */
final class RetrainingRun {
  private final Database database;
  private final RunSettings settings;
  private final GateLimits standard;
  private final Clock clock;

  RetrainingRun(Database database, RunSettings settings, GateLimits standard, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.standard = standard;
    this.clock = clock;
  }

  /** A run's words, and the version they are about. */
  record Done(long version, String outcome) {}

  /**
   * @return what came of it
   * @throws NotConverged when there is nothing to register
   * @throws perennial.trainer.transactions.BadInput when data or settings are wrong
   */
  Done work(TrainingRun run, String worker, RunWatch watch) {
    ModelRegistry registry = database.registry();
    Optional<Deployment> live = registry.live(run.model());
    Policy policy = database.trainingRuns().policy(run.model());
    Optional<Done> deployed = deployed(run, live);
    if (deployed.isPresent()) {
      return deployed.get();
    }
    GateLimits limits = standard.with(InheritedSettings.gates(policy.settings()));
    Judged judged = new Judged();
    Trained trained = train(run, policy, live, watch, judged);
    watch.at("registering", 0, 1);
    ModelVersion version =
        database
            .trainingRuns()
            .register(run.id(), worker, trained.newVersion(run.model(), actor(run)));
    database.alerts().registered(run.id(), version.version());
    watch.at("registered v" + version.version(), 1, 1);
    List<GateResult> gates = gates(version, live, judged, limits, watch);
    database.trainingRuns().saveGates(run.model(), version.version(), gates);
    gates.forEach(
        gate -> watch.say("gate %s %s: %s".formatted(gate.gate(), gate.outcome(), gate.finding())));
    watch.at("applying the policy", 0, 1);
    String outcome =
        Gates.allPassed(gates)
            ? "passed every gate; "
                + new PolicyStep(registry).apply(run, version.version(), policy, live)
            : "not deployed, these gates were not passed: " + Gates.notPassed(gates);
    return new Done(version.version(), "v%d %s".formatted(version.version(), outcome));
  }

  /**
   * What is left of a run whose worker ended after the policy was applied: nothing. Its gates stay
   * as they were found beside the champion of then.
   */
  private Optional<Done> deployed(TrainingRun run, Optional<Deployment> live) {
    if (run.version().isEmpty() || live.isEmpty()) {
      return Optional.empty();
    }
    long version = run.version().getAsLong();
    return PolicyStep.isDeployed(live.get(), version)
            && Gates.allPassed(database.trainingRuns().gates(run.model(), version))
        ? Optional.of(
            new Done(
                version,
                "v%d passed every gate; %s"
                    .formatted(version, PolicyStep.alreadyDeployed(live.get()))))
        : Optional.empty();
  }

  private static String actor(TrainingRun run) {
    return run.trigger() == TrainingRun.Trigger.HAND ? run.actor() : PolicyStep.ACTOR;
  }

  private Trained train(
      TrainingRun run, Policy policy, Optional<Deployment> live, RunWatch watch, Judged judged) {
    SortedMap<String, String> byName =
        InheritedSettings.of(
            live.map(this::settingsOfChampion).orElse(Map.of()), policy.settings(), run.settings());
    watch.say("settings " + byName);
    RunSource source = settings.of(byName, database);
    Trained trained = new Training(clock, watch, judged).train(source.settings(), source.source());
    if (!trained.converged()) {
      throw new NotConverged(trained.report().registered().warnings());
    }
    return trained;
  }

  private Map<String, String> settingsOfChampion(Deployment live) {
    return database
        .registry()
        .version(live.model(), live.championVersion())
        .provenance()
        .settings();
  }

  private List<GateResult> gates(
      ModelVersion version,
      Optional<Deployment> live,
      Judged judged,
      GateLimits limits,
      TrainingProgress progress) {
    ModelRegistry registry = database.registry();
    LoadedVersion candidate = registry.load(version.model(), version.version());
    Optional<LoadedVersion> champion =
        live.filter(deployment -> deployment.championVersion() != version.version())
            .map(deployment -> registry.load(version.model(), deployment.championVersion()));
    Optional<Replayed> replayed =
        champion.map(old ->
            new Replay(database.ledger(), progress, old, candidate)
                .run(database.loggedRequests(), clock.instant(), limits.replayDays()));
    replayed.ifPresent(r -> database.trainingRuns().saveReplay(version.model(), r.report()));
    return Gates.check(
        new Candidacy(
            candidate,
            registry.report(version.model(), version.version()),
            champion,
            champion.map(old -> registry.report(version.model(), old.version().version())),
            judged,
            replayed,
            limits),
        progress);
  }
}
