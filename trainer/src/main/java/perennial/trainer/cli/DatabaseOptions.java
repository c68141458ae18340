package perennial.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.trainer.DataFolder;
import picocli.CommandLine.Option;

/** Where the registry is. A mixin. */
public final class DatabaseOptions {
  private static final String VARIABLE = "PERENNIAL_DATABASE_URL";

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = {
        "PostgreSQL of the registry: postgresql://user@host/database.",
        "Default: $PERENNIAL_DATABASE_URL, else the demo's database.",
        "User and password that the URL leaves out: $PERENNIAL_DATABASE_USER and"
            + " $PERENNIAL_DATABASE_PASSWORD. Leave a password out: others see commands."
      })
  private Optional<String> databaseUrl = Optional.empty();

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = {
        "Data folder of the demo, whose connection.properties names its database.",
        "Default: $PERENNIAL_DATA_DIR, or $XDG_DATA_HOME/perennial,",
        "or ~/.local/share/perennial."
      })
  private Optional<Path> dataDir = Optional.empty();

  /**
   * How to reach the registry.
   *
   * @throws RegistryNotReady saying what to do, when nothing says where it is
   */
  public RegistryConfig config() {
    Optional<String> url =
        databaseUrl.or(
            () -> Optional.ofNullable(System.getenv(VARIABLE)).filter(u -> !u.isBlank()));
    if (url.isPresent()) {
      return RegistryConfig.fromUrl(url.get());
    }
    Path file = DataFolder.connectionProperties(dataDir.orElseGet(DataFolder::standard));
    if (!Files.exists(file)) {
      throw new RegistryNotReady(
          "no registry: give --database-url or set %s, or start `perennial demo` (there is no %s)"
              .formatted(VARIABLE, file));
    }
    try {
      return RegistryConfig.fromConnectionProperties(file);
    } catch (IOException e) {
      throw new RegistryNotReady("reading %s failed: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Opens the registry after checking its schema; the caller closes it. */
  public Database open() {
    Database database = openUnchecked();
    try {
      database.verifySchema();
      return database;
    } catch (IllegalStateException e) {
      database.close();
      throw new RegistryNotReady(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Opens the registry whatever its schema. */
  public Database openUnchecked() {
    return Database.open(config(), Clock.systemUTC());
  }
}
