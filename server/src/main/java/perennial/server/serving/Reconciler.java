package perennial.server.serving;

import static perennial.registry.ServingReport.State.FAILED;
import static perennial.registry.ServingReport.State.LOADING;
import static perennial.registry.ServingReport.State.READY;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ServingReport;
import perennial.server.serving.ServingPolicy.Action;
import perennial.server.serving.ServingPolicy.Failure;

/**
 * Brings what is served closer to what the registry wants, one pass at a time, and reports it. For
 * one thread.
 */
final class Reconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final int MAX_ATTEMPTS = 6;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final int MAX_DETAIL = 500;

  private final ModelRegistry registry;
  private final ServingModels models;
  private final ArmLoader arms;
  private final Optional<LastKnownGood> lastKnownGood;
  private final ServingHealth health;
  private final Reporter reporter;
  private final Clock clock;

  private final Map<String, Failure> failures = new HashMap<>();
  private Map<String, Deployment> wanted = new TreeMap<>();
  private boolean tried;
  private boolean registryReachable;
  private String trouble = "";
  private String breakage = "";

  Reconciler(
      ModelRegistry registry,
      ServingModels models,
      ArmLoader arms,
      Optional<LastKnownGood> lastKnownGood,
      ServingHealth health,
      Reporter reporter,
      Clock clock) {
    this.registry = registry;
    this.models = models;
    this.arms = arms;
    this.lastKnownGood = lastKnownGood;
    this.health = health;
    this.reporter = reporter;
    this.clock = clock;
  }

  /** Reads what is wanted, acts on it, reports. Never throws for what a registry can do. */
  void pass() {
    Optional<List<Deployment>> live = live();
    live.ifPresent(l -> wanted = ServingPolicy.newest(l));
    for (Action action :
        ServingPolicy.actions(live, servedDeployments(), failures, clock.instant())) {
      switch (action) {
        case Action.Load load -> load(load.deployment());
        case Action.Unload unload -> unload(unload.model());
      }
    }
    if (live.isEmpty() && models.snapshot().isEmpty()) {
      serveLastKnownGood();
    }
    tried = true;
    tell();
    breakage = "";
    arms.warmUp(); // what is new answers already
  }

  /** Says what broke a pass that should not have broken; what is served stays. */
  void broken(Throwable cause) {
    registryReachable = false;
    String now = cause.toString();
    if (!now.equals(breakage)) { // the same on every pass is one line
      breakage = now;
      log.error("following the registry failed, what is served stays", cause);
    }
    health.registryLost();
  }

  /** Serves the kept versions of all models that nothing answers for. */
  void serveLastKnownGood() {
    lastKnownGood.ifPresent(k -> k.all().forEach(this::restore));
    tried = true;
    tell();
  }

  /** How long nothing needs to be done, unless something changes; at most {@code atMost}. */
  Duration idle(Duration atMost) {
    Instant now = clock.instant();
    Duration idle = reporter.untilHeartbeat(atMost);
    if (!registryReachable) {
      return atMost.compareTo(FIRST_RETRY) < 0 ? atMost : FIRST_RETRY; // nothing can be retried
    }
    for (Failure failure : failures.values()) {
      if (!failure.deployment().equals(wanted.get(failure.deployment().model()))) {
        continue; // nobody wants it any more, so it is not tried again
      }
      Duration retry = failure.retryAt().map(at -> Duration.between(now, at)).orElse(idle);
      idle = retry.compareTo(idle) < 0 ? retry : idle;
    }
    return idle.isNegative() ? Duration.ZERO : idle;
  }

  private Optional<List<Deployment>> live() {
    try {
      List<Deployment> live = registry.live();
      if (!registryReachable) {
        log.info("the registry is reachable; it has {} live deployments", live.size());
      }
      registryReachable = true;
      trouble = "";
      return Optional.of(live);
    } catch (RuntimeException e) {
      away(e);
      return Optional.empty();
    }
  }

  private void load(Deployment deployment) {
    String model = deployment.model();
    tell();
    try {
      ArmLoader.Loaded loaded = arms.load(deployment);
      if (!models.find(model).equals(Optional.of(loaded.served()))) {
        models.publish(loaded.served());
        log.info("{} answers now (deployment {})", name(deployment), deployment.sequence());
        lastKnownGood.ifPresent(k -> k.keep(deployment, loaded.versions()));
      }
      settle(deployment, loaded.failures());
    } catch (RegistryUnavailable e) {
      away(e);
      restoreIfNothingServes(model);
    } catch (RuntimeException e) {
      failed(deployment, e);
      restoreIfNothingServes(model);
    }
  }

  /** The champion answers; what is missing beside it is tried again. */
  private void settle(Deployment deployment, List<ArmLoader.ArmFailure> missing) {
    if (missing.isEmpty()) {
      failures.remove(deployment.model());
    } else if (missing.stream().allMatch(m -> m.cause() instanceof RegistryUnavailable)) {
      away(missing.getFirst().cause());
      retrySoon(deployment, inWords(missing));
    } else {
      String reason = inWords(missing);
      int attempts = countFailure(deployment, reason);
      if (attempts > 1) {
        log.warn("{} (attempt {})", reason, attempts);
      } else {
        log.error("{}: {}", name(deployment), reason, missing.getFirst().cause());
      }
    }
  }

  /** Not its fault, so it costs no attempt. */
  private void retrySoon(Deployment deployment, String reason) {
    failures.put(
        deployment.model(),
        new Failure(
            deployment,
            attempts(deployment),
            Optional.of(clock.instant().plus(FIRST_RETRY)),
            reason));
  }

  private static String inWords(List<ArmLoader.ArmFailure> missing) {
    return missing.stream().map(ArmLoader.ArmFailure::inWords).collect(Collectors.joining("; "));
  }

  private void unload(String model) {
    models.withdraw(model);
    arms.forget(model);
    failures.remove(model);
    lastKnownGood.ifPresent(k -> k.forget(model));
    log.info("{} is no longer deployed: it answers no more", model);
  }

  private void failed(Deployment deployment, RuntimeException e) {
    String reason = Reasons.of(e);
    int attempts = countFailure(deployment, reason);
    if (attempts > 1) {
      log.warn("{} still cannot serve (attempt {}): {}", name(deployment), attempts, reason);
    } else if (e instanceof ArtifactCorrupted || e instanceof GoldenMismatch) {
      log.error("{} never serves here: {}", name(deployment), reason);
    } else {
      log.error("{} cannot serve", name(deployment), e);
    }
  }

  private int countFailure(Deployment deployment, String reason) {
    int attempts = 1 + attempts(deployment);
    Optional<Instant> retryAt =
        attempts < MAX_ATTEMPTS
            ? Optional.of(clock.instant().plus(FIRST_RETRY.multipliedBy(1L << (attempts - 1))))
            : Optional.empty();
    failures.put(deployment.model(), new Failure(deployment, attempts, retryAt, reason));
    return attempts;
  }

  private int attempts(Deployment deployment) {
    return Optional.ofNullable(failures.get(deployment.model()))
        .filter(f -> f.deployment().equals(deployment))
        .map(Failure::attempts)
        .orElse(0);
  }

  private void restoreIfNothingServes(String model) {
    lastKnownGood.flatMap(k -> k.find(model)).ifPresent(this::restore);
  }

  private void restore(KeptDeployment kept) {
    Deployment deployment = kept.deployment();
    if (models.find(deployment.model()).isPresent()) {
      return;
    }
    try {
      ArmLoader.Loaded restored = arms.restore(kept);
      models.publish(restored.served());
      log.warn(
          "{} answers from the local disk (deployment {} of {})",
          name(deployment),
          deployment.sequence(),
          deployment.deployedAt());
      if (!restored.failures().isEmpty()) {
        log.warn("{}: {}", name(deployment), inWords(restored.failures()));
        if (!failures.containsKey(deployment.model())) { // why what is wanted does not serve
          retrySoon(deployment, inWords(restored.failures()));
        }
      }
    } catch (RuntimeException e) {
      log.error("kept version {} is refused: {}", name(deployment), e.getMessage());
    }
  }

  private void away(RuntimeException e) {
    registryReachable = false;
    String now = Reasons.of(e);
    if (!now.equals(trouble)) { // an outage of hours is one line, unless its reason changes
      trouble = now;
      if (e instanceof RegistryUnavailable) {
        log.warn("the registry is away, what is served stays: {}", now);
      } else {
        log.error("the registry cannot be read, what is served stays", e);
      }
    }
  }

  private Map<String, Deployment> servedDeployments() {
    Map<String, Deployment> served = new HashMap<>();
    models.snapshot().forEach((model, s) -> served.put(model, s.deployment()));
    return served;
  }

  private void tell() {
    List<ModelStatus> statuses = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(models.snapshot().keySet());
    names.forEach(name -> statuses.add(status(name)));
    health.update(tried && !models.snapshot().isEmpty(), registryReachable, statuses);
    if (registryReachable) {
      try {
        reporter.report(statuses);
      } catch (RuntimeException e) {
        away(e);
      }
    }
  }

  private ModelStatus status(String model) {
    Optional<ServedModel> served = models.find(model);
    @Nullable Deployment want = wanted.get(model);
    @Nullable Failure failure = failures.get(model);
    long sequence =
        want != null ? want.sequence() : served.map(s -> s.deployment().sequence()).orElse(0L);
    ServingReport.State state = want == null ? READY : LOADING;
    String detail = "";
    if (failure != null && failure.deployment().equals(want)) { // also while it is tried again
      state = failure.attempts() == 0 ? LOADING : FAILED;
      detail = failure.reason().substring(0, Math.min(MAX_DETAIL, failure.reason().length()));
    } else if (served.map(ServedModel::deployment).filter(d -> d.equals(want)).isPresent()) {
      state = READY;
    }
    return new ModelStatus(
        model, sequence, served.map(s -> s.champion().number()).orElse(0L), state, detail);
  }

  private static String name(Deployment deployment) {
    return deployment.model() + " v" + deployment.championVersion();
  }
}
