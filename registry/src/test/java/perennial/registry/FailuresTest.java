package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.testing.TestDatabase;

class FailuresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"08001", "08006", "40001", "40P01", "53300", "57014", "57P01", "58030", "25006"})
  void translated_outage_isUnavailable(String state) {
    assertInstanceOf(RegistryUnavailable.class, translated(state));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"23505", "23514", "23001", "25001", "28P01", "42601", "42P01", "XX000", "0"})
  void translated_mistake_isNoOutage(String state) {
    RuntimeException mistake = translated(state);
    assertInstanceOf(IllegalStateException.class, mistake);
    assertEquals("reading x failed: why", mistake.getMessage());
  }

  @Test
  void translated_unknownHost_isNamed() {
    SQLException failure =
        new SQLException("The attempt failed.", "08001", new UnknownHostException("db.example"));
    RuntimeException translated =
        Failures.translated("reading x", new ConnectionException(failure));
    assertInstanceOf(RegistryUnavailable.class, translated);
    assertEquals("reading x failed: there is no host db.example", translated.getMessage());
  }

  @Test
  void translated_refusedValue_isIllegalArgument() {
    assertInstanceOf(IllegalArgumentException.class, translated("22021"));
  }

  @Test
  void translated_poolTimeout_isUnavailableWhateverItWaitedFor() {
    SQLException timeout =
        new SQLTransientConnectionException("timed out", new SQLException("denied", "28P01"));
    assertInstanceOf(
        RegistryUnavailable.class,
        Failures.translated("reading x", new ConnectionException(timeout)));
  }

  @Test
  void translated_noDatabaseError_isIllegalState() {
    assertInstanceOf(
        IllegalStateException.class, Failures.translated("reading x", new RuntimeException("no")));
  }

  @Test
  void live_closedPool_isUnavailable() {
    Database db = TestDatabase.fresh(Clock.systemUTC());
    ModelRegistry registry = db.registry();
    db.close();
    assertThrows(RegistryUnavailable.class, registry::live);
  }

  @Test
  void run_wrongStatement_isIllegalState() {
    try (Database db = TestDatabase.fresh(Clock.systemUTC())) {
      Sql sql = new Sql(db.jdbi());
      assertThrows(
          IllegalStateException.class, () -> sql.run("trying", h -> h.execute("SELECT nothing")));
    }
  }

  private static RuntimeException translated(String state) {
    return Failures.translated(
        "reading x", new ConnectionException(new SQLException("why", state)));
  }
}
