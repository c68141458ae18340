package perennial.registry.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path into a folder named after their content. */
final class PostgresBinaries {
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

  private PostgresBinaries() {}

  /**
   * The folder with {@code bin}, {@code lib} and {@code share}; unpacked the first time. Two
   * processes may do this at once: the first to finish wins and the other uses its folder.
   *
   * @param fallback where to unpack when the user's cache folder cannot be written
   */
  static Path unpacked(Path fallback) throws IOException {
    URL archive = archive();
    String name = "postgresql-" + sha256(archive).substring(0, 16);
    Path cache = cacheFolder(fallback);
    Path target = cache.resolve(name);
    if (!Files.isDirectory(target)) {
      removeAbandoned(cache, name);
      Path partial = Files.createTempDirectory(cache, name + ".part-");
      unpack(archive, partial);
      publish(partial, target);
    }
    return target;
  }

  private static URL archive() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        "postgres-%s-%s.txz"
            .formatted(
                os.startsWith("mac") ? "darwin" : os.replace(' ', '-'),
                switch (arch) {
                  case "amd64", "x86_64" -> "x86_64";
                  case "aarch64", "arm64" -> "arm_64";
                  default -> arch;
                });
    URL found = PostgresBinaries.class.getClassLoader().getResource(name);
    if (found == null) {
      throw new EmbeddedPostgresFailed(
          "there is no embedded PostgreSQL for %s on %s here (%s): give a database URL instead"
              .formatted(os, arch, name));
    }
    return found;
  }

  private static Path cacheFolder(Path fallback) throws IOException {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured != null && Path.of(configured).isAbsolute()
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home"), ".cache");
    Path wanted = caches.resolve("perennial");
    try {
      Files.createDirectories(wanted);
    } catch (IOException e) {
      return Files.createDirectories(fallback); // a read-only home is no reason to stop
    }
    return Files.isWritable(wanted) ? wanted : Files.createDirectories(fallback);
  }

  private static String sha256(URL archive) throws IOException {
    try (InputStream in = archive.openStream()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(URL archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(archive.openStream(), 1 << 16)))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        Path path = folder.resolve(e.getName()).normalize();
        if (!path.startsWith(folder)) {
          throw new IOException("archive entry " + e.getName() + " leaves its folder");
        }
        unpackEntry(tar, e, path);
      }
    }
  }

  private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OWNER_WRITE);
    if ((mode & 0100) != 0) {
      permissions.addAll(
          List.of(
              PosixFilePermission.OWNER_EXECUTE,
              PosixFilePermission.GROUP_EXECUTE,
              PosixFilePermission.OTHERS_EXECUTE));
    }
    return permissions;
  }

  private static void publish(Path partial, Path target) throws IOException {
    Files.setPosixFilePermissions(partial, permissions(0755));
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      Folders.delete(partial); // another process was faster; its folder has the same content
    } catch (IOException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      Folders.delete(partial);
    }
  }

  private static void removeAbandoned(Path cache, String name) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED_AFTER);
    try (Stream<Path> files = Files.list(cache)) {
      for (Path file : files.toList()) {
        boolean partial = file.getFileName().toString().startsWith(name + ".part-");
        if (partial && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Folders.delete(file);
        }
      }
    }
  }
}
