package perennial.registry;

import java.time.Clock;

/** The registry's connection pool and the doors to its tables. Closed by whoever opened it. */
public final class Database implements AutoCloseable {
  private Database() {}

  /**
   * Opens a pool without waiting for the database: a server must start with its database down.
   *
   * @throws IllegalArgumentException when the URL is no PostgreSQL URL
   */
  public static Database open(RegistryConfig config, Clock clock) {
    throw new UnsupportedOperationException();
  }

  /** Applies pending migrations; the one place that changes the schema. Returns how many. */
  public int migrate() {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks that the schema is the one this software needs.
   *
   * @throws IllegalStateException saying what to run, when it is older or newer
   * @throws RegistryUnavailable when the database cannot be reached
   */
  public void verifySchema() {
    throw new UnsupportedOperationException();
  }

  public ModelRegistry registry() {
    throw new UnsupportedOperationException();
  }

  public AuditLog audit() {
    throw new UnsupportedOperationException();
  }

  public Accounts accounts() {
    throw new UnsupportedOperationException();
  }

  /** A listener of deployment changes, on a connection of its own; closed by the caller. */
  public DeploymentListener listen() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
