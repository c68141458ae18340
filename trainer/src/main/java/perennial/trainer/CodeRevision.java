package perennial.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which code this is, as the build wrote it down. */
public final class CodeRevision {
  private static final Properties BUILD = load();

  private CodeRevision() {}

  /** The product's version, such as {@code 0.1.0}. */
  public static String version() {
    return BUILD.getProperty("version");
  }

  /** Version and source revision, such as {@code 0.1.0 (bb6971c)}; the version alone without. */
  public static String current() {
    String revision = BUILD.getProperty("revision", "");
    return revision.isBlank() ? version() : version() + " (" + revision + ")";
  }

  private static Properties load() {
    try (InputStream in = CodeRevision.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(in, "build.properties is missing"));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("reading build.properties", e);
    }
  }
}
