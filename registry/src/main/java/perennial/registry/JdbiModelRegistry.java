package perennial.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import perennial.evaluation.TrainingReport;

/** The registry in PostgreSQL. Writers of one model take turns by the lock of its row. */
final class JdbiModelRegistry implements ModelRegistry {
  private final Sql sql;

  JdbiModelRegistry(Sql sql) {
    this.sql = sql;
  }

  @Override
  public ModelVersion register(NewVersion version) {
    StoredVersion stored = NewVersionForm.of(version);
    return sql.inTransaction(
        "registering a version of " + version.model(),
        handle ->
            insert(
                handle,
                version.model(),
                stored,
                version.attachments(),
                version.actor(),
                new AuditText("register", "fitted from " + version.provenance().dataSource())));
  }

  record AuditText(String action, String detail) {}

  /** Ends with the audit, whose lock holds up all other writers. */
  static ModelVersion insert(
      Handle handle,
      String model,
      StoredVersion stored,
      SortedMap<String, byte[]> attachments,
      String actor,
      AuditText text) {
    long number = VersionTable.nextVersion(handle, model);
    VersionTable.insert(handle, model, number, stored, actor);
    AttachmentTable.insert(handle, model, number, attachments);
    ModelVersion registered = VersionTable.version(handle, model, number);
    return announce(handle, registered, text.action(), text.detail());
  }

  private static ModelVersion announce(
      Handle handle, ModelVersion registered, String action, String origin) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", registered.model());
    data.put("version", registered.version());
    data.put("family", registered.family());
    data.put("registeredBy", registered.registeredBy());
    Outbox.publish(handle, "version.registered", data);
    JdbiAuditLog.append(
        handle,
        registered.registeredBy(),
        action,
        subject(registered.model(), registered.version()),
        "%s, SHA-256 %s, %s".formatted(registered.family(), registered.artifactSha256(), origin),
        "");
    return registered;
  }

  @Override
  public List<ModelSummary> models() {
    return sql.inTransaction(
        "listing models",
        handle -> {
          List<ModelSummary> models = VersionTable.models(handle);
          Map<String, Deployment> live =
              DeploymentTable.live(handle).stream()
                  .collect(Collectors.toMap(Deployment::model, Function.identity()));
          return models.stream()
              .map(m ->
                  new ModelSummary(
                      m.name(), m.latestVersion(), Optional.ofNullable(live.get(m.name()))))
              .toList();
        });
  }

  @Override
  public List<ModelVersion> versions(String model, long beforeVersion, int limit) {
    return sql.inTransaction(
        "listing versions of " + model,
        handle -> {
          VersionTable.requireModel(handle, model);
          return VersionTable.versions(handle, model, beforeVersion, limit);
        });
  }

  @Override
  public ModelVersion version(String model, long version) {
    return sql.inTransaction(
        "reading " + subject(model, version),
        handle -> VersionTable.version(handle, model, version));
  }

  @Override
  public TrainingReport report(String model, long version) {
    return ReportJson.read(
        sql.inTransaction(
            "reading the report of " + subject(model, version),
            handle -> VersionTable.report(handle, model, version)));
  }

  @Override
  public Optional<byte[]> attachment(String model, long version, String name) {
    return sql.inTransaction(
        "reading %s of %s".formatted(name, subject(model, version)),
        handle -> {
          Optional<byte[]> content = AttachmentTable.content(handle, model, version, name);
          if (content.isEmpty()) {
            VersionTable.requireVersion(handle, model, version);
          }
          return content;
        });
  }

  @Override
  public LoadedVersion load(String model, long version) {
    String what = subject(model, version);
    return sql.inTransaction(
        "loading " + what,
        handle -> {
          StoredVersion stored = VersionTable.stored(handle, model, version);
          stored.verifyHash(what);
          return new LoadedVersion(
              VersionTable.version(handle, model, version),
              ArtifactCodec.decode(stored.artifact()),
              GoldenCodec.decode(stored.goldens()));
        });
  }

  @Override
  public Deployment deploy(NewDeployment wanted) {
    DeploymentRules.check(wanted);
    return sql.inTransaction(
        "deploying %s of %s".formatted("v" + wanted.championVersion(), wanted.model()),
        handle -> {
          VersionTable.lockModel(handle, wanted.model());
          Optional<Deployment> live = DeploymentTable.live(handle, wanted.model());
          if (live.map(Deployment::sequence).orElse(0L) != wanted.expectedSequence()) {
            throw new DeploymentConflict(wanted.model(), wanted.expectedSequence(), live);
          }
          DeploymentRules.versionsOf(wanted)
              .forEach(version -> VersionTable.version(handle, wanted.model(), version));
          Deployment deployed = DeploymentTable.append(handle, wanted);
          Outbox.publish(handle, "deployment.changed", deployed);
          JdbiAuditLog.append(
              handle,
              wanted.actor(),
              "deploy",
              subject(wanted.model(), wanted.championVersion()),
              DeploymentRules.inWords(live, deployed),
              wanted.reason());
          return deployed;
        });
  }

  @Override
  public Optional<Deployment> live(String model) {
    return sql.inTransaction(
        "reading the live deployment of " + model, handle -> DeploymentTable.live(handle, model));
  }

  @Override
  public List<Deployment> live() {
    return sql.inTransaction("reading the live deployments", DeploymentTable::live);
  }

  @Override
  public List<Deployment> deployments(String model, long beforeSequence, int limit) {
    return sql.inTransaction(
        "listing deployments of " + model,
        handle -> {
          VersionTable.requireModel(handle, model);
          return DeploymentTable.deployments(handle, model, beforeSequence, limit);
        });
  }

  @Override
  public void report(ServingReport report) {
    sql.run(
        "reporting what %s serves".formatted(report.server()),
        handle -> {
          ServingReportTable.put(handle, report);
          ServingReportTable.forgetOld(handle);
        });
  }

  @Override
  public List<ServingReport> servingReports() {
    return sql.inTransaction("reading serving reports", ServingReportTable::recent);
  }

  @Override
  public byte[] export(String model, long version) {
    return sql.inTransaction(
        "exporting " + subject(model, version),
        handle ->
            ExportCodec.encode(
                VersionTable.registryId(handle),
                VersionTable.version(handle, model, version),
                VersionTable.stored(handle, model, version),
                AttachmentTable.of(handle, model, version)));
  }

  @Override
  public ModelVersion importVersion(String model, byte[] exported, String actor) {
    var unused = ModelName.require(model);
    NewVersionForm.requireActor(actor);
    ExportCodec.Imported file = ExportCodec.decode(exported);
    return sql.inTransaction(
        "importing a version of " + model,
        handle ->
            insert(
                handle,
                model,
                file.version(),
                file.attachments(),
                actor,
                new AuditText("import", file.origin())));
  }

  private static String subject(String model, long version) {
    return model + " v" + version;
  }
}
