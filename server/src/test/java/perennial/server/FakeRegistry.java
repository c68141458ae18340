package perennial.server;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import perennial.evaluation.TrainingReport;
import perennial.model.ClvModel;
import perennial.model.GoldenPrediction;
import perennial.model.GoldenPredictions;
import perennial.model.Provenance;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;
import perennial.registry.DeploymentConflict;
import perennial.registry.DeploymentListener;
import perennial.registry.LoadedVersion;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelSummary;
import perennial.registry.ModelVersion;
import perennial.registry.NewDeployment;
import perennial.registry.NewVersion;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ServingReport;
import perennial.registry.UnknownModel;
import perennial.registry.UnknownVersion;

/** A registry in memory with switches for everything that can go wrong. */
public final class FakeRegistry implements ModelRegistry {
  private final TreeMap<String, TreeMap<Long, LoadedVersion>> versions = new TreeMap<>();
  private final Map<String, List<Deployment>> deployments = new HashMap<>();
  private final Map<String, RuntimeException> broken = new HashMap<>();
  private final Map<String, CountDownLatch> slow = new HashMap<>();
  private final List<ServingReport> reports = new ArrayList<>();
  private boolean away;
  private int loads;
  private long announced;

  /** One whose model {@code retail} has this as version 1 and champion. */
  public static FakeRegistry serving(ClvModel retail) {
    FakeRegistry registry = new FakeRegistry();
    registry.register("retail", retail);
    registry.promote("retail", 1);
    return registry;
  }

  /** Registers the next version of the model. */
  public synchronized long register(String model, ClvModel fitted) {
    return register(model, fitted, GoldenPredictions.of(fitted));
  }

  /** Registers a version with goldens of the caller's choice. */
  public synchronized long register(String model, ClvModel fitted, List<GoldenPrediction> goldens) {
    TreeMap<Long, LoadedVersion> of = versions.computeIfAbsent(model, m -> new TreeMap<>());
    long number = of.isEmpty() ? 1 : of.lastKey() + 1;
    ModelVersion version =
        new ModelVersion(
            model,
            number,
            fitted.family(),
            "%064x".formatted(number),
            100,
            provenance(),
            new TreeMap<>(Map.of("holdout.mae", 0.5 + number)),
            Instant.parse("2026-07-01T09:00:00Z"),
            "ana");
    of.put(number, new LoadedVersion(version, fitted, goldens));
    return number;
  }

  /** Deploys the version over whatever is live. */
  public synchronized Deployment promote(String model, long version) {
    long expected = newest(model).map(Deployment::sequence).orElse(0L);
    return deploy(NewDeployment.champion(model, version, expected, "ana", "test"));
  }

  /** Deploys champion, challenger and shadow; 0 for none. */
  public synchronized Deployment deploy(
      String model, long champion, long challenger, double share, long shadow) {
    return deploy(
        new NewDeployment(
            model,
            champion,
            version(challenger),
            share,
            version(shadow),
            newest(model).map(Deployment::sequence).orElse(0L),
            "ana",
            "test"));
  }

  private static OptionalLong version(long number) {
    return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** Someone else, who reaches the registry, deploys. */
  public synchronized void promoteWhileAway(String model, long version) {
    boolean was = away;
    away = false;
    var unused = promote(model, version);
    away = was;
  }

  /** Takes a model's deployments away, as no registry does. */
  public synchronized void undeploy(String model) {
    deployments.remove(model);
    announce();
  }

  /** The version's loading fails from now on. */
  public synchronized void breakVersion(String model, long version, RuntimeException failure) {
    broken.put(model + version, failure);
  }

  public synchronized void repairVersion(String model, long version) {
    broken.remove(model + version);
  }

  /** The version's loading waits for the latch from now on. */
  public synchronized void slowVersion(String model, long version, CountDownLatch until) {
    slow.put(model + version, until);
  }

  public synchronized void away(boolean now) {
    away = now;
    notifyAll();
  }

  public synchronized int loads() {
    return loads;
  }

  public synchronized List<ServingReport> reports() {
    return List.copyOf(reports);
  }

  @Override
  public synchronized List<ModelSummary> models() {
    reachable("listing the models");
    return versions.entrySet().stream()
        .map(e -> new ModelSummary(e.getKey(), e.getValue().lastKey(), newest(e.getKey())))
        .toList();
  }

  @Override
  public synchronized List<ModelVersion> versions(String model, long beforeVersion, int limit) {
    reachable("listing versions");
    return of(model).descendingMap().values().stream()
        .map(LoadedVersion::version)
        .filter(v -> beforeVersion == 0 || v.version() < beforeVersion)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized ModelVersion version(String model, long version) {
    reachable("reading a version");
    return stored(model, version).version();
  }

  @Override
  public LoadedVersion load(String model, long version) {
    LoadedVersion loaded;
    CountDownLatch wait;
    synchronized (this) {
      loads++;
      reachable("loading a version");
      wait = slow.getOrDefault(model + version, new CountDownLatch(0));
      if (broken.containsKey(model + version)) {
        throw broken.get(model + version);
      }
      loaded = stored(model, version);
    }
    try {
      if (!wait.await(20, TimeUnit.SECONDS)) {
        throw new ArtifactCorrupted("the test forgot a slow version");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailable("loading", e);
    }
    return loaded;
  }

  @Override
  public synchronized Deployment deploy(NewDeployment wanted) {
    reachable("deploying");
    var unused = stored(wanted.model(), wanted.championVersion());
    if (wanted.reason().isEmpty()) {
      throw new IllegalArgumentException("reason '' must have 1 to 1000 characters");
    }
    Optional<Deployment> live = newest(wanted.model());
    if (live.map(Deployment::sequence).orElse(0L) != wanted.expectedSequence()) {
      throw new DeploymentConflict(wanted.model(), wanted.expectedSequence(), live);
    }
    Deployment deployment =
        new Deployment(
            wanted.model(),
            wanted.expectedSequence() + 1,
            wanted.championVersion(),
            wanted.challengerVersion(),
            wanted.challengerShare(),
            wanted.shadowVersion(),
            wanted.actor(),
            wanted.reason(),
            Instant.parse("2026-07-01T09:30:00Z").plusSeconds(wanted.expectedSequence()));
    deployments.computeIfAbsent(wanted.model(), m -> new ArrayList<>()).add(deployment);
    announce();
    return deployment;
  }

  @Override
  public synchronized Optional<Deployment> live(String model) {
    return newest(model);
  }

  @Override
  public synchronized List<Deployment> live() {
    reachable("reading the live deployments");
    return deployments.keySet().stream().map(m -> newest(m).orElseThrow()).toList();
  }

  @Override
  public synchronized List<Deployment> deployments(String model, long before, int limit) {
    reachable("listing deployments");
    var unused = of(model);
    List<Deployment> all = new ArrayList<>(deployments.getOrDefault(model, List.of()));
    Collections.reverse(all);
    return all.stream().filter(d -> before == 0 || d.sequence() < before).limit(limit).toList();
  }

  @Override
  public synchronized void report(ServingReport report) {
    reachable("reporting");
    reports.add(report);
  }

  @Override
  public List<ServingReport> servingReports() {
    return reports();
  }

  @Override
  public ModelVersion register(NewVersion version) {
    throw new UnsupportedOperationException("no server registers");
  }

  @Override
  public TrainingReport report(String model, long version) {
    throw new UnsupportedOperationException("no server reads training reports");
  }

  @Override
  public Optional<byte[]> attachment(String model, long version, String name) {
    throw new UnsupportedOperationException("no server reads attachments");
  }

  @Override
  public byte[] export(String model, long version) {
    throw new UnsupportedOperationException("no server exports");
  }

  @Override
  public ModelVersion importVersion(String model, byte[] exported, String actor) {
    throw new UnsupportedOperationException("no server imports");
  }

  /** A listener that hears every deployment at once. */
  public synchronized DeploymentListener listen() {
    reachable("listening");
    return new Listener(announced);
  }

  private synchronized boolean await(long heard, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (announced == heard) {
      reachable("listening");
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private final class Listener implements DeploymentListener {
    private long heard;

    Listener(long heard) {
      this.heard = heard;
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
      boolean changed = FakeRegistry.this.await(heard, atMost);
      synchronized (FakeRegistry.this) {
        heard = announced;
      }
      return changed;
    }

    @Override
    public void close() {
      heard = -1;
    }
  }

  private void announce() {
    announced++;
    notifyAll();
  }

  private void reachable(String what) {
    if (away) {
      throw new RegistryUnavailable(what, new ConnectException("refused"));
    }
  }

  private Optional<Deployment> newest(String model) {
    List<Deployment> of = deployments.getOrDefault(model, List.of());
    return of.isEmpty() ? Optional.empty() : Optional.of(of.getLast());
  }

  private TreeMap<Long, LoadedVersion> of(String model) {
    return Optional.ofNullable(versions.get(model)).orElseThrow(() -> new UnknownModel(model));
  }

  private LoadedVersion stored(String model, long version) {
    return Optional.ofNullable(of(model).get(version))
        .orElseThrow(() -> new UnknownVersion(model, version));
  }

  private static Provenance provenance() {
    return new Provenance(
        "ab".repeat(32),
        "simulated",
        1_000,
        100,
        LocalDate.of(2025, 1, 1),
        LocalDate.of(2026, 6, 30),
        new TreeMap<>(Map.of("family", "mbg-nbd")),
        7,
        "unknown",
        "25",
        "Linux",
        Instant.parse("2026-07-01T08:00:00Z"));
  }
}
