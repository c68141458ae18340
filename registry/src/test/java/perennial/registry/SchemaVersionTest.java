package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import perennial.registry.testing.TestDatabase;

class SchemaVersionTest {
  @Test
  void needed_isWhatFlywayWouldApply() {
    RegistryConfig config = TestDatabase.freshConfig();
    Flyway flyway =
        Flyway.configure()
            .dataSource(Database.dataSource(config, 0))
            .locations("classpath:perennial/registry/migrations")
            .load();
    MigrationVersion highest =
        Arrays.stream(flyway.info().all())
            .map(MigrationInfo::getVersion)
            .max(MigrationVersion::compareTo)
            .orElseThrow();
    assertEquals(highest, SchemaVersion.needed());
  }

  @Test
  void present_beforeAndAfterMigrating() {
    try (Database database = Database.open(TestDatabase.emptyConfig(), Clock.systemUTC())) {
      Sql sql = new Sql(database.jdbi());
      assertEquals(MigrationVersion.EMPTY, SchemaVersion.present(sql));
      int unused = database.migrate();
      assertEquals(SchemaVersion.needed(), SchemaVersion.present(sql));
    }
  }
}
