package perennial.registry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.embedded.EphemeralPostgres;

/**
 * Fresh, migrated databases on one embedded PostgreSQL per JVM. The driver gives every session the
 * JVM's time zone, and the build runs tests in one far from UTC, so that a day computed in the
 * session's zone is a failing test.
 *
 * <pre>{@code
 * try (Database db = TestDatabase.fresh(clock)) { ... }
 * }</pre>
 */
public final class TestDatabase {
  private static final String TEMPLATE = "template_migrated";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  private TestDatabase() {}

  /** A new migrated database, opened; the caller closes it. */
  public static Database fresh(Clock clock) {
    return Database.open(freshConfig(), clock);
  }

  /** How to reach a new migrated database, for programs that open it themselves. */
  public static RegistryConfig freshConfig() {
    return create("TEMPLATE " + TEMPLATE);
  }

  /** How to reach a new database without any table. */
  public static RegistryConfig emptyConfig() {
    return create("");
  }

  /** Changes a stored byte of a version, past all that keeps versions as they are. */
  public static void corruptArtifact(RegistryConfig config, String model, long version) {
    try (Connection connection =
            DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE versions DISABLE TRIGGER versions_are_immutable");
      statement.execute("ALTER TABLE versions DROP CONSTRAINT artifact_is_hashed");
      int changed =
          statement.executeUpdate(
              """
              UPDATE versions SET artifact = set_byte(artifact, 20, get_byte(artifact, 20) # 1)
              WHERE version = %d AND model = '%s'
              """
                  .formatted(version, model));
      if (changed != 1) {
        throw new IllegalStateException("no version " + version + " of " + model);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("changing version " + version + " of " + model, e);
    }
  }

  private static synchronized RegistryConfig create(String options) {
    RegistryConfig root = server().config();
    String name = "test_" + NUMBER.incrementAndGet();
    createDatabase(root, name, options);
    return withDatabase(root, name);
  }

  private static EmbeddedPostgres server() {
    if (server == null) {
      EmbeddedPostgres started = start();
      createDatabase(started.config(), TEMPLATE, "");
      try (Database db =
          Database.open(withDatabase(started.config(), TEMPLATE), Clock.systemUTC())) {
        db.migrate();
      }
      server = started;
    }
    return server;
  }

  private static EmbeddedPostgres start() {
    try {
      Path folder = Files.createTempDirectory("perennial-test-database-");
      EmbeddedPostgres started = EphemeralPostgres.start(folder);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                started.close();
                TemporaryFolders.delete(folder);
              }));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void createDatabase(RegistryConfig root, String name, String options) {
    try (Connection connection =
            DriverManager.getConnection(root.jdbcUrl(), root.user(), root.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " " + options);
    } catch (SQLException e) {
      throw new IllegalStateException("creating test database " + name, e);
    }
  }

  private static RegistryConfig withDatabase(RegistryConfig root, String database) {
    String url = root.jdbcUrl();
    return new RegistryConfig(
        url.substring(0, url.lastIndexOf('/') + 1) + database, root.user(), root.password(), 8);
  }
}
