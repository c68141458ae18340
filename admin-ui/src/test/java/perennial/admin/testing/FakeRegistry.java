package perennial.admin.testing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import perennial.evaluation.TrainingReport;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Deployment;
import perennial.registry.DeploymentConflict;
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

/** A registry in memory that can be switched off and whose artifacts can be damaged. */
public final class FakeRegistry implements ModelRegistry {
  private record Stored(ModelVersion version, NewVersion from) {}

  private final Map<String, List<Stored>> versions = new TreeMap<>();
  private final Map<String, List<Deployment>> deployments = new ConcurrentHashMap<>();
  private final List<ServingReport> reports = new ArrayList<>();
  private final FakeAudit audit;
  private final Clock clock;
  private volatile boolean down;
  private volatile long damaged;

  public FakeRegistry(FakeAudit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** Every call fails from now on, or works again. */
  public void down(boolean isDown) {
    down = isDown;
  }

  /** Loading this version fails from now on. */
  public void damage(long version) {
    damaged = version;
  }

  void check() {
    if (down) {
      throw new RegistryUnavailable("reading", new IllegalStateException("connection refused"));
    }
  }

  private List<Stored> of(String model) {
    check();
    return Optional.ofNullable(versions.get(model)).orElseThrow(() -> new UnknownModel(model));
  }

  private Stored stored(String model, long version) {
    List<Stored> all = of(model);
    if (version < 1 || version > all.size()) {
      throw new UnknownVersion(model, version);
    }
    return all.get((int) version - 1);
  }

  @Override
  public synchronized ModelVersion register(NewVersion v) {
    check();
    List<Stored> all = versions.computeIfAbsent(v.model(), m -> new ArrayList<>());
    String hash =
        HexFormat.of()
            .formatHex(
                (v.model() + all.size() + "-artifact-hash-of-the-sample")
                    .getBytes(StandardCharsets.UTF_8));
    ModelVersion version =
        new ModelVersion(
            v.model(),
            all.size() + 1L,
            v.fitted().family(),
            (hash + hash).substring(0, 64),
            1_184,
            v.provenance(),
            v.metrics(),
            clock.instant(),
            v.actor());
    all.add(new Stored(version, v));
    audit.append(
        v.actor(), "register", v.model() + " v" + version.version(), v.fitted().family(), "");
    return version;
  }

  @Override
  public synchronized List<ModelSummary> models() {
    check();
    return versions.keySet().stream().map(m -> new ModelSummary(m, of(m).size(), live(m))).toList();
  }

  @Override
  public synchronized List<ModelVersion> versions(String model, long before, int limit) {
    List<ModelVersion> all = new ArrayList<>(of(model).stream().map(Stored::version).toList());
    Collections.reverse(all);
    return all.stream().filter(v -> before == 0 || v.version() < before).limit(limit).toList();
  }

  @Override
  public synchronized ModelVersion version(String model, long version) {
    return stored(model, version).version();
  }

  @Override
  public synchronized TrainingReport report(String model, long version) {
    return stored(model, version).from().report();
  }

  @Override
  public synchronized LoadedVersion load(String model, long version) {
    Stored s = stored(model, version);
    if (version == damaged) {
      throw new ArtifactCorrupted(
          "the artifact of %s v%d is not the registered one".formatted(model, version));
    }
    return new LoadedVersion(s.version(), s.from().fitted(), List.of());
  }

  @Override
  public synchronized Deployment deploy(NewDeployment d) {
    stored(d.model(), d.championVersion());
    Optional<Deployment> live = live(d.model());
    if (live.map(Deployment::sequence).orElse(0L) != d.expectedSequence()) {
      throw new DeploymentConflict(d.model(), d.expectedSequence(), live);
    }
    Instant now = clock.instant();
    Deployment made =
        new Deployment(
            d.model(),
            d.expectedSequence() + 1,
            d.championVersion(),
            d.challengerVersion(),
            d.challengerShare(),
            d.shadowVersion(),
            d.actor(),
            d.reason(),
            now);
    deployments.computeIfAbsent(d.model(), m -> new ArrayList<>()).addFirst(made);
    audit.append(
        d.actor(),
        "deploy",
        "%s v%d".formatted(d.model(), d.championVersion()),
        detail(made),
        d.reason());
    return made;
  }

  private static String detail(Deployment d) {
    StringBuilder text =
        new StringBuilder(
            "deployment %d: champion v%d".formatted(d.sequence(), d.championVersion()));
    d.challengerVersion()
        .ifPresent(v ->
            text.append(", challenger v").append(v).append(" at ").append(d.challengerShare()));
    d.shadowVersion().ifPresent(v -> text.append(", shadow v").append(v));
    return text.toString();
  }

  @Override
  public synchronized Optional<Deployment> live(String model) {
    check();
    return deployments.getOrDefault(model, List.of()).stream().findFirst();
  }

  @Override
  public synchronized List<Deployment> live() {
    check();
    return deployments.values().stream().map(List::getFirst).toList();
  }

  @Override
  public synchronized List<Deployment> deployments(String model, long before, int limit) {
    of(model);
    return deployments.getOrDefault(model, List.of()).stream()
        .filter(d -> before == 0 || d.sequence() < before)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void report(ServingReport report) {
    check();
    reports.removeIf(r -> r.server().equals(report.server()) && r.model().equals(report.model()));
    reports.add(report);
  }

  @Override
  public synchronized List<ServingReport> servingReports() {
    check();
    return List.copyOf(reports);
  }

  @Override
  public synchronized Optional<byte[]> attachment(String model, long version, String name) {
    return Optional.ofNullable(stored(model, version).from().attachments().get(name));
  }

  @Override
  public byte[] export(String model, long version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ModelVersion importVersion(String model, byte[] exported, String actor) {
    throw new UnsupportedOperationException();
  }
}
