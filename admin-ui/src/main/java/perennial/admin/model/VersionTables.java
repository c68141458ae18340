package perennial.admin.model;

import org.jspecify.annotations.Nullable;
import perennial.admin.table.Column;
import perennial.admin.table.Listing;
import perennial.admin.table.Table;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelVersion;

/** The tables of a model's versions and deployments. */
final class VersionTables {
  static final Table<ModelVersion> VERSIONS =
      Table.of(
          "version",
          "versions",
          Column.text("version", "Version", ModelVersion::version),
          Column.hidden("family", ModelVersion::family),
          Column.number("customers", "Customers", v -> v.provenance().customers()),
          Column.hidden("transactions", v -> v.provenance().transactions()),
          Column.hidden("first_transaction", v -> v.provenance().firstTransaction()),
          Column.text("observation_end", "Fitted on", v -> v.provenance().observationEnd()),
          Column.number("mae", "MAE", v -> metric(v, "holdout.mae")),
          Column.number("bias", "Bias", v -> metric(v, "holdout.bias")),
          Column.number("gini", "Gini", v -> metric(v, "holdout.gini")),
          Column.text("registered_at", "Registered", ModelVersion::registeredAt),
          Column.hidden("registered_by", ModelVersion::registeredBy),
          Column.hidden("artifact_sha256", ModelVersion::artifactSha256));

  static final Table<Deployment> DEPLOYMENTS =
      Table.of(
          "deployment",
          "deployments",
          Column.number("sequence", "No.", Deployment::sequence),
          Column.text("champion", "Champion", Deployment::championVersion),
          Column.text("rivals", "Challenger, shadow", Rivals::text),
          Column.text("at", "When", Deployment::deployedAt),
          Column.text("by", "By", Deployment::actor),
          Column.text("reason", "Reason", Deployment::reason));

  private VersionTables() {}

  static @Nullable Double metric(ModelVersion v, String name) {
    return v.metrics().get(name);
  }

  static Listing<ModelVersion> versions(ModelRegistry registry, String model) {
    return new Listing<>(
        (before, limit) -> registry.versions(model, before, limit), ModelVersion::version);
  }
}
