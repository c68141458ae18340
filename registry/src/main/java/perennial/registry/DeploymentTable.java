package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The append-only deployments, within the caller's transaction. */
final class DeploymentTable {
  private static final String COLUMNS =
      """
      d.model, d.sequence, d.champion_version, d.challenger_version, d.challenger_share,
      d.shadow_version, d.actor, d.reason, d.deployed_at
      """;

  private DeploymentTable() {}

  /** Under the lock of the model's row; the sequence is the expected one plus one. */
  static Deployment append(Handle handle, NewDeployment wanted) {
    return handle
        .createQuery(
            """
            INSERT INTO deployments AS d (model, sequence, champion_version, challenger_version,
                                          challenger_share, shadow_version, actor, reason)
            VALUES (:model, :sequence, :champion, :challenger, :share, :shadow, :actor, :reason)
            RETURNING
            """
                + COLUMNS)
        .bind("model", wanted.model())
        .bind("sequence", wanted.expectedSequence() + 1)
        .bind("champion", wanted.championVersion())
        .bind("challenger", nullable(wanted.challengerVersion()))
        .bind("share", wanted.challengerShare())
        .bind("shadow", nullable(wanted.shadowVersion()))
        .bind("actor", wanted.actor())
        .bind("reason", wanted.reason())
        .map(DeploymentTable::deployment)
        .one();
  }

  static Optional<Deployment> live(Handle handle, String model) {
    return deployments(handle, model, 0, 1).stream().findFirst();
  }

  static List<Deployment> live(Handle handle) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM models m CROSS JOIN LATERAL (
                  SELECT * FROM deployments
                  WHERE model = m.name ORDER BY sequence DESC LIMIT 1) d
                ORDER BY d.model
                """)
        .map(DeploymentTable::deployment)
        .list();
  }

  static List<Deployment> deployments(Handle handle, String model, long before, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM deployments d
                WHERE d.model = :model AND (:before = 0 OR d.sequence < :before)
                ORDER BY d.sequence DESC
                LIMIT :limit
                """)
        .bind("model", model)
        .bind("before", before)
        .bind("limit", limit)
        .map(DeploymentTable::deployment)
        .list();
  }

  private static @Nullable Long nullable(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static Deployment deployment(ResultSet row, StatementContext context)
      throws SQLException {
    return new Deployment(
        row.getString("model"),
        row.getLong("sequence"),
        row.getLong("champion_version"),
        Sql.optionalLong(row, "challenger_version"),
        row.getDouble("challenger_share"),
        Sql.optionalLong(row, "shadow_version"),
        row.getString("actor"),
        row.getString("reason"),
        Sql.instant(row, "deployed_at"));
  }
}
