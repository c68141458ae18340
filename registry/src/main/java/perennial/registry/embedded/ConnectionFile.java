package perennial.registry.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that says how to reach the embedded database: {@code url}, {@code user}, {@code
 * password}. Only its owner can read it.
 */
record ConnectionFile(int port, String password) {
  static final String USER = "perennial";
  static final String DATABASE = "perennial";
  private static final Pattern PORT = Pattern.compile("jdbc:postgresql://[^/]*:(\\d{1,5})/.*");

  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
  }

  /** What the file says; empty when there is none or it is of no use. */
  static Optional<ConnectionFile> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    Matcher url = PORT.matcher(properties.getProperty("url", ""));
    String password = properties.getProperty("password", "");
    return url.matches() && !password.isEmpty()
        ? Optional.of(new ConnectionFile(Integer.parseInt(url.group(1)), password))
        : Optional.empty();
  }

  /** Replaces the file in one step: readers see the old one or the new one. */
  void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        next,
        """
        # How to reach the embedded PostgreSQL of this folder. Written at every start.
        url=%s
        user=%s
        password=%s
        """
            .formatted(url(), USER, password));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String toString() {
    return "ConnectionFile[" + url() + "]";
  }
}
