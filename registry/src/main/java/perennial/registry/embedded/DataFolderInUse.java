package perennial.registry.embedded;

import java.nio.file.Path;

/** Another process works on the data folder. */
public final class DataFolderInUse extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DataFolderInUse(Path folder) {
    super("data folder " + folder + " is in use by another process");
  }
}
