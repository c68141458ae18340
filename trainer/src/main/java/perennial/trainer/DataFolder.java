package perennial.trainer;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where everything that runs on one machine keeps its data: the embedded database, and how to reach
 * it.
 */
public final class DataFolder {
  /** Environment variable that names the folder. */
  public static final String VARIABLE = "PERENNIAL_DATA_DIR";

  private DataFolder() {}

  /**
   * The folder unless one is named on the command line: {@code PERENNIAL_DATA_DIR}, else {@code
   * $XDG_DATA_HOME/perennial}, else {@code ~/.local/share/perennial}.
   */
  public static Path standard() {
    return standard(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  static Path standard(Map<String, String> environment, Path home) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      return Path.of(named);
    }
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base = xdg.isBlank() ? home.resolve(".local/share") : Path.of(xdg);
    return base.resolve("perennial");
  }

  /** The file in a data folder that says how to reach its database. */
  public static Path connectionProperties(Path dataFolder) {
    return dataFolder.resolve("connection.properties");
  }
}
