package perennial.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import perennial.model.Provenance;

/** Models and their versions, within the caller's transaction. */
final class VersionTable {
  static final TypeReference<SortedMap<String, Double>> METRICS = new TypeReference<>() {};

  private VersionTable() {}

  /** Does what reading the first version would have to do. */
  static void prepareReading() {
    var unused = Json.read("{}", METRICS);
    Json.prepare(Provenance.class);
  }

  /** Creates the model if need be, takes its next number and keeps its row locked. */
  static long nextVersion(Handle handle, String model) {
    return handle
        .createQuery(
            """
            INSERT INTO models (name, latest_version) VALUES (:model, 1)
            ON CONFLICT (name) DO UPDATE SET latest_version = models.latest_version + 1
            RETURNING latest_version
            """)
        .bind("model", model)
        .mapTo(Long.class)
        .one();
  }

  static void insert(
      Handle handle, String model, long version, StoredVersion stored, String actor) {
    handle
        .createUpdate(
            """
            INSERT INTO versions (model, version, family, artifact, artifact_sha256, provenance,
                                  metrics, report, goldens, registered_by)
            VALUES (:model, :version, :family, :artifact, :sha256, :provenance::jsonb,
                    :metrics::jsonb, :report::json, :goldens, :actor)
            """)
        .bind("model", model)
        .bind("version", version)
        .bind("family", stored.family())
        .bind("artifact", stored.artifact())
        .bind("sha256", stored.artifactSha256())
        .bind("provenance", stored.provenanceJson())
        .bind("metrics", stored.metricsJson())
        .bind("report", stored.reportJson())
        .bind("goldens", stored.goldens())
        .bind("actor", actor)
        .execute();
  }

  /**
   * Locks the model's row until the transaction ends.
   *
   * @throws UnknownModel when there is no such model
   */
  static void lockModel(Handle handle, String model) {
    requireModel(handle, model, "SELECT name FROM models WHERE name = :model FOR NO KEY UPDATE");
  }

  /**
   * @throws UnknownModel when there is no such model
   */
  static void requireModel(Handle handle, String model) {
    requireModel(handle, model, "SELECT name FROM models WHERE name = :model");
  }

  private static void requireModel(Handle handle, String model, String query) {
    if (handle.createQuery(query).bind("model", model).mapTo(String.class).findOne().isEmpty()) {
      throw new UnknownModel(model);
    }
  }

  /** Name and highest version of every model, by name. */
  static List<ModelSummary> models(Handle handle) {
    return handle
        .createQuery("SELECT name, latest_version FROM models ORDER BY name")
        .map((row, context) ->
            new ModelSummary(
                row.getString("name"), row.getLong("latest_version"), Optional.empty()))
        .list();
  }

  static List<ModelVersion> versions(Handle handle, String model, long before, int limit) {
    return handle
        .createQuery(
            """
            SELECT model, version, family, artifact_sha256, octet_length(artifact) AS bytes,
                   provenance, metrics, registered_at, registered_by
            FROM versions
            WHERE model = :model AND (:before = 0 OR version < :before)
            ORDER BY version DESC
            LIMIT :limit
            """)
        .bind("model", model)
        .bind("before", before)
        .bind("limit", limit)
        .map(VersionTable::modelVersion)
        .list();
  }

  /**
   * @throws UnknownModel when there is no such model
   * @throws UnknownVersion when the model has no such version
   */
  static ModelVersion version(Handle handle, String model, long version) {
    return versions(handle, model, version + 1, 1).stream()
        .filter(found -> found.version() == version)
        .findFirst()
        .orElseThrow(() -> unknown(handle, model, version));
  }

  /** Throws like {@link #version}. */
  static StoredVersion stored(Handle handle, String model, long version) {
    return handle
        .createQuery(
            """
            SELECT family, artifact, artifact_sha256, provenance, metrics, report, goldens
            FROM versions WHERE model = :model AND version = :version
            """)
        .bind("model", model)
        .bind("version", version)
        .map(VersionTable::storedVersion)
        .findOne()
        .orElseThrow(() -> unknown(handle, model, version));
  }

  /** Throws like {@link #version}. */
  static String report(Handle handle, String model, long version) {
    return handle
        .createQuery("SELECT report FROM versions WHERE model = :model AND version = :version")
        .bind("model", model)
        .bind("version", version)
        .mapTo(String.class)
        .findOne()
        .orElseThrow(() -> unknown(handle, model, version));
  }

  /** Throws like {@link #version}. */
  static void requireVersion(Handle handle, String model, long version) {
    if (handle
        .createQuery("SELECT version FROM versions WHERE model = :model AND version = :version")
        .bind("model", model)
        .bind("version", version)
        .mapTo(Long.class)
        .findOne()
        .isEmpty()) {
      throw unknown(handle, model, version);
    }
  }

  private static UnknownVersion unknown(Handle handle, String model, long version) {
    requireModel(handle, model);
    return new UnknownVersion(model, version);
  }

  /** The id that tells this registry from any other. */
  static String registryId(Handle handle) {
    return handle.createQuery("SELECT id::text FROM installation").mapTo(String.class).one();
  }

  private static ModelVersion modelVersion(ResultSet row, StatementContext context)
      throws SQLException {
    return new ModelVersion(
        row.getString("model"),
        row.getLong("version"),
        row.getString("family"),
        row.getString("artifact_sha256"),
        row.getInt("bytes"),
        Json.read(row.getString("provenance"), Provenance.class),
        Json.read(row.getString("metrics"), METRICS),
        Sql.instant(row, "registered_at"),
        row.getString("registered_by"));
  }

  private static StoredVersion storedVersion(ResultSet row, StatementContext context)
      throws SQLException {
    return new StoredVersion(
        row.getString("family"),
        row.getBytes("artifact"),
        row.getString("artifact_sha256"),
        row.getString("provenance"),
        row.getString("metrics"),
        row.getString("report"),
        row.getBytes("goldens"));
  }
}
