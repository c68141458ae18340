package perennial.trainer.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real data sets, which a machine may lack. */
final class RealData {
  private RealData() {}

  /** The file's path; skips the test where PERENNIAL_DATA does not say where the data are. */
  static String file(String name) {
    String folder = System.getenv().getOrDefault("PERENNIAL_DATA", "");
    Assumptions.assumeTrue(
        !folder.isBlank(), "PERENNIAL_DATA is not set: the real data are not on this machine");
    Path file = Path.of(folder, name);
    Assumptions.assumeTrue(Files.exists(file), "PERENNIAL_DATA has no " + name);
    return file.toString();
  }
}
