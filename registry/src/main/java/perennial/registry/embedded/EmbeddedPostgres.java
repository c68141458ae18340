package perennial.registry.embedded;

import java.nio.file.Path;
import perennial.registry.RegistryConfig;

/**
 * A PostgreSQL server that runs from its binaries, on 127.0.0.1 and with a password, in a data
 * folder that it keeps.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private EmbeddedPostgres() {}

  /**
   * Starts the server on this data folder, creating it the first time; takes over a postmaster that
   * a killed process left behind.
   *
   * @param dataFolder holds {@code lock}, {@code connection.properties} (mode 600) and the cluster
   * @throws DataFolderInUse when another process holds the folder; it is left alone
   */
  public static EmbeddedPostgres start(Path dataFolder) {
    throw new UnsupportedOperationException();
  }

  /** How to reach it. */
  public RegistryConfig config() {
    throw new UnsupportedOperationException();
  }

  /** Stops the server, letting transactions roll back. */
  @Override
  public void close() {}
}
