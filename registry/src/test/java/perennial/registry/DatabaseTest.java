package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import perennial.registry.testing.TestDatabase;

class DatabaseTest {
  @Test
  void verifySchema_emptyDatabase_saysWhatToRun() {
    try (Database db = Database.open(TestDatabase.emptyConfig(), Clock.systemUTC())) {
      var refusal = assertThrows(IllegalStateException.class, db::verifySchema);
      assertTrue(refusal.toString().contains("run `perennial migrate`"), refusal::toString);
      assertTrue(db.migrate() >= 4);
      assertEquals(0, db.migrate());
      assertDoesNotThrow(db::verifySchema);
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
