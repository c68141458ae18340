package perennial.trainer.transactions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a transaction log, in the order of their names. */
public record InputFiles(List<Path> files) {
  /**
   * Finds one file, or every file that a glob matches.
   *
   * @param fileOrGlob such as {@code sales.csv} or {@code sales/2026-*.parquet}; {@code **} crosses
   *     folders
   * @throws BadInput when there is no such file
   */
  public static InputFiles find(String fileOrGlob) {
    if (fileOrGlob.isBlank()) {
      throw new BadInput("the name of the file is blank");
    }
    Path direct = Path.of(fileOrGlob);
    if (Files.isRegularFile(direct)) {
      return new InputFiles(List.of(direct));
    }
    if (Files.isDirectory(direct)) {
      throw new BadInput(
          "%s is a folder: name a file, or a pattern such as '%s/*.csv'"
              .formatted(fileOrGlob, fileOrGlob));
    }
    if (!isGlob(fileOrGlob)) {
      throw new BadInput("no file " + fileOrGlob);
    }
    List<Path> found = glob(fileOrGlob);
    if (found.isEmpty()) {
      throw new BadInput("no file matches " + fileOrGlob);
    }
    return new InputFiles(found);
  }

  /** Lower-case hex SHA-256 of the files' bytes, one after the other. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + describe(), e);
    }
  }

  /** The files' names without their folders, as reports show them. */
  public String describe() {
    if (files.size() > 3) {
      return "%s ... %s (%d files)"
          .formatted(files.getFirst().getFileName(), files.getLast().getFileName(), files.size());
    }
    return files.stream()
        .map(f -> String.valueOf(f.getFileName()))
        .collect(Collectors.joining(", "));
  }

  private static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static List<Path> glob(String pattern) {
    int wild = 0;
    while ("*?[{".indexOf(pattern.charAt(wild)) < 0) {
      wild++;
    }
    int slash = pattern.lastIndexOf('/', wild);
    Path base = Path.of(slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash));
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash + 1));
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    try (Stream<Path> walk =
        Files.walk(base, pattern.contains("**") ? Integer.MAX_VALUE : depth(pattern, slash))) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> matcher.matches(base.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + base, e);
    }
  }

  private static int depth(String pattern, int slash) {
    return 1 + (int) pattern.substring(slash + 1).chars().filter(c -> c == '/').count();
  }
}
