package perennial.registry.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * Creates a cluster with one role, which owns one database and is no superuser. The superuser's
 * password is thrown away: nobody can sign in as it.
 */
final class Cluster {
  private static final String PASSWORD_FILE = "initdb-";
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  private final Programs programs;
  private final Path folder;

  Cluster(Programs programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** All or nothing: a start that is interrupted here begins anew the next time. */
  void create(String password, ServerSettings settings) throws IOException {
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
    Folders.delete(unfinished);
    deletePasswordFiles(); // of a first start that was killed
    Files.createDirectory(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    initialise(unfinished, settings);
    statements(
        unfinished,
        "CREATE ROLE %s LOGIN %s PASSWORD '%s'\n"
                .formatted(ConnectionFile.USER, settings.roleAttributes(), password)
            + "CREATE DATABASE %s OWNER %s\n"
                .formatted(ConnectionFile.DATABASE, ConnectionFile.USER));
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private void deletePasswordFiles() throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder.toAbsolutePath().getParent(), PASSWORD_FILE + "*")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  /** Sets the role's password while the server is stopped; for a lost connection file. */
  void setPassword(String password) {
    statements(folder, "ALTER ROLE %s PASSWORD '%s'\n".formatted(ConnectionFile.USER, password));
  }

  private void initialise(Path where, ServerSettings settings) throws IOException {
    Path passwordFile =
        Files.createTempFile(
            where.toAbsolutePath().getParent(),
            PASSWORD_FILE,
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, Passwords.random());
      check(
          "initdb",
          programs.run(
              AT_MOST,
              "initdb",
              "--pgdata=" + where,
              "--username=postgres",
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin", // orders like C, but knows the case of all letters
              "--builtin-locale=C.UTF-8",
              settings.durable() ? "--sync-method=fsync" : "--no-sync",
              "--no-instructions"));
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  /** Runs statements, one a line, in a server of a single user that listens nowhere. */
  private void statements(Path where, String statements) {
    Programs.Result result =
        programs.runWithInput(
            AT_MOST,
            statements,
            "postgres",
            "--single",
            "-c",
            "log_min_error_statement=panic", // a statement holds the password
            "-D",
            where.toString(),
            "postgres");
    check("postgres", result);
    if (result.output().contains("ERROR:")) { // not in its exit code
      throw failed("postgres", result);
    }
  }

  private static void check(String program, Programs.Result result) {
    if (!result.ok()) {
      throw failed(program, result);
    }
  }

  private static EmbeddedPostgresFailed failed(String program, Programs.Result result) {
    return new EmbeddedPostgresFailed(
        "PostgreSQL's data could not be created: %s ended with %d: %s"
            .formatted(program, result.exitCode(), result.output()));
  }
}
