package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import perennial.registry.testing.TestDatabase;

class DatabaseTest {
  @Test
  void verifySchema_emptyDatabase_saysWhatToRun() {
    try (Database db = Database.open(TestDatabase.emptyConfig(), Clock.systemUTC())) {
      var refusal = assertThrows(IllegalStateException.class, db::verifySchema);
      assertTrue(
          refusal
              .toString()
              .endsWith(
                  "schema is empty, this software needs version %s: run `perennial migrate`"
                      .formatted(SchemaVersion.needed())),
          refusal::toString);
      assertTrue(db.migrate() >= 4);
      assertEquals(0, db.migrate());
      assertDoesNotThrow(db::verifySchema);
    }
  }

  @Test
  void migrate_databaseOfOthers_saysSoAndChangesNothing() {
    try (Database db = Database.open(TestDatabase.emptyConfig(), Clock.systemUTC())) {
      db.jdbi().useHandle(handle -> handle.execute("CREATE TABLE orders (id integer)"));
      var refusal = assertThrows(IllegalStateException.class, db::migrate);
      assertEquals(
          "the database has tables that are not Perennial's: give it a database of its own",
          refusal.getMessage());
      assertEquals(
          List.of("orders"),
          db.jdbi()
              .withHandle(handle ->
                  handle
                      .createQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                      .mapTo(String.class)
                      .list()));
    }
  }

  @Test
  void migrate_schemaOfANewerProgram_isRefused() {
    try (Database db = TestDatabase.fresh(Clock.systemUTC())) {
      db.jdbi()
          .useHandle(handle ->
              handle.execute(
                  """
                  INSERT INTO flyway_schema_history (installed_rank, version, description, type,
                    script, checksum, installed_by, execution_time, success)
                  VALUES (99, '999', 'of tomorrow', 'SQL', 'V999__of_tomorrow.sql', 1, 'x', 1, true)
                  """));
      var refusal = assertThrows(IllegalStateException.class, db::migrate);
      assertTrue(
          String.valueOf(refusal.getMessage()).contains("at version 999"), refusal::toString);
      assertEquals(
          refusal.getMessage(),
          assertThrows(IllegalStateException.class, db::verifySchema).getMessage());
    }
  }

  @Test
  void fresh_sessionTimeZone_isNotUtc() {
    try (Database db = TestDatabase.fresh(Clock.systemUTC())) {
      String zone =
          db.jdbi().withHandle(h -> h.createQuery("SHOW timezone").mapTo(String.class).one());
      assertNotEquals("UTC", zone);
    }
  }
}
