package perennial.registry.embedded;

import java.nio.file.Path;

/** An embedded server that need not survive a crash of the machine, for tests. */
public final class EphemeralPostgres {
  private EphemeralPostgres() {}

  /** Like {@link EmbeddedPostgres#start}, without fsync; its role may create databases. */
  public static EmbeddedPostgres start(Path dataFolder) {
    return EmbeddedPostgres.start(dataFolder, ServerSettings.EPHEMERAL);
  }
}
