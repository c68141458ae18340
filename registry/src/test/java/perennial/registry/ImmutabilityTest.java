package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.testing.TestDatabase;

/** What the database itself refuses, whatever program asks. */
class ImmutabilityTest {
  private static final Database DB = TestDatabase.fresh(Clock.systemUTC());

  @BeforeAll
  static void fill() {
    DB.registry()
        .register(Samples.version("retail", 1, "ann").withAttachment("reference", new byte[] {1}));
    DB.registry().deploy(NewDeployment.champion("retail", 1, 0, "ann", "first"));
  }

  @AfterAll
  static void close() {
    DB.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE versions SET family = 'x'",
        "UPDATE versions SET metrics = '{}'",
        "DELETE FROM versions",
        "TRUNCATE versions CASCADE",
        "UPDATE version_attachments SET content = 'x'",
        "DELETE FROM version_attachments",
        "TRUNCATE version_attachments",
        "UPDATE deployments SET reason = 'x'",
        "DELETE FROM deployments",
        "TRUNCATE deployments",
        "UPDATE audit SET reason = 'x'",
        "DELETE FROM audit",
        "TRUNCATE audit",
      })
  void change_ofWhatIsKept_isRefused(String statement) {
    var refusal = assertThrows(JdbiException.class, () -> execute(statement));
    assertTrue(refusal.toString().contains("append-only"), refusal::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1, NULL, 0.5, NULL, 'ann', 'x'",
        "1, 1, 0.5, NULL, 'ann', 'x'",
        "1, NULL, 'NaN', NULL, 'ann', 'x'",
        "9, NULL, 0, NULL, 'ann', 'x'",
        "1, NULL, 0, 9, 'ann', 'x'",
        "1, NULL, 0, NULL, '', 'x'",
        "1, NULL, 0, NULL, 'ann', '  '",
      })
  void insert_ofABadDeployment_isRefused(String values) {
    String statement =
        """
        INSERT INTO deployments (model, sequence, champion_version, challenger_version,
                                 challenger_share, shadow_version, actor, reason)
        VALUES ('retail', 2, %s)
        """
            .formatted(values);
    assertThrows(JdbiException.class, () -> execute(statement));
  }

  @Test
  void insert_ofAVersionWithoutProvenanceOrWithAWrongHash_isRefused() {
    String statement =
        """
        INSERT INTO versions (model, version, family, artifact, artifact_sha256, provenance,
                              metrics, report, goldens, registered_by)
        SELECT model, version + %d, family, artifact, %s, %s, metrics, report, goldens,
               registered_by FROM versions
        """;
    assertThrows(
        JdbiException.class, () -> execute(statement.formatted(1, "artifact_sha256", "NULL")));
    assertThrows(
        JdbiException.class,
        () -> execute(statement.formatted(1, "repeat('a', 64)", "provenance")));
    assertDoesNotThrow(() -> execute(statement.formatted(1, "artifact_sha256", "provenance")));
  }

  private static void execute(String statement) {
    DB.jdbi().useHandle(h -> h.execute(statement));
  }
}
