package perennial.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The schema that this software needs and the one that a database has, without Flyway's machinery,
 * which takes half a second of a program's start.
 */
final class SchemaVersion {
  private static final String FOLDER = "migrations/";
  private static final Pattern MIGRATION = Pattern.compile("V([0-9.]+)__\\w+\\.sql");

  private SchemaVersion() {}

  /** The highest of the migrations that are packed beside this class. */
  static MigrationVersion needed() {
    URL folder = Objects.requireNonNull(SchemaVersion.class.getResource(FOLDER), FOLDER);
    try {
      URLConnection connection = folder.openConnection();
      return highest(
          connection instanceof JarURLConnection jar
              ? inJar(jar)
              : inFolder(Path.of(URI.create(folder.toString()))));
    } catch (IOException e) {
      throw new UncheckedIOException("the migrations cannot be listed in " + folder, e);
    }
  }

  private static List<String> inJar(JarURLConnection connection) throws IOException {
    connection.setUseCaches(false); // closing it must not close another reader's
    String folder = connection.getEntryName();
    try (JarFile jar = connection.getJarFile()) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(folder))
          .map(name -> name.substring(folder.length()))
          .toList();
    }
  }

  private static List<String> inFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static MigrationVersion highest(List<String> files) {
    return files.stream()
        .map(MIGRATION::matcher)
        .filter(Matcher::matches)
        .map(file -> MigrationVersion.fromVersion(file.group(1)))
        .max(MigrationVersion::compareTo)
        .orElse(MigrationVersion.EMPTY);
  }

  /**
   * The highest that was applied to the database; empty before the first.
   *
   * @throws RegistryUnavailable when it cannot be asked
   */
  static MigrationVersion present(Sql sql) {
    return sql.inTransaction(
        "reading the schema's version",
        handle -> {
          boolean none =
              handle
                  .createQuery("SELECT to_regclass('flyway_schema_history') IS NULL")
                  .mapTo(Boolean.class)
                  .one();
          return none
              ? MigrationVersion.EMPTY
              : handle
                  .createQuery(
                      """
                      SELECT version
                      FROM flyway_schema_history
                      WHERE version IS NOT NULL
                      """)
                  .mapTo(String.class)
                  .map(MigrationVersion::fromVersion)
                  .stream()
                  .max(MigrationVersion::compareTo)
                  .orElse(MigrationVersion.EMPTY);
        });
  }
}
