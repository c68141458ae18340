package perennial.registry.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of one cluster: start, stop, and what a crash left behind. */
final class Postmaster {
  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
  private static final Duration UNREAPED = Duration.ofSeconds(10);
  private static final int START_SLACK = 5; // seconds
  private static final int LOG_LINES = 8;
  private static final long MAX_LOG_BYTES = 10_000_000;

  private final Programs programs;
  private final Path cluster;
  private final Path logFile;

  Postmaster(Programs programs, Path cluster, Path logFile) {
    this.programs = programs;
    this.cluster = cluster;
    this.logFile = logFile;
  }

  /**
   * Starts the server. Recovers from a crash by itself; a postmaster that was killed a moment ago
   * may still be in the process table or in shared memory, so that is tried again for a while.
   *
   * @param settings as {@code name=value}
   */
  void start(int port, List<String> settings) throws IOException {
    rotateLog();
    boolean crashed = Files.exists(pidFile());
    long deadline = System.nanoTime() + UNREAPED.toNanos();
    Programs.Result result = tryStart(port, settings);
    while (!result.ok() && crashed && System.nanoTime() < deadline) {
      pause();
      result = tryStart(port, settings);
    }
    if (!result.ok() && crashed && !isAlive(pid())) {
      Files.deleteIfExists(pidFile()); // a dead process that nobody will ever reap
      result = tryStart(port, settings);
    }
    if (!result.ok()) {
      throw new EmbeddedPostgresFailed(
          "PostgreSQL did not start in %s: %s".formatted(cluster, lastWords(result.output())));
    }
  }

  private Programs.Result tryStart(int port, List<String> settings) {
    StringBuilder options = new StringBuilder("-p " + port);
    for (String setting : settings) {
      options.append(" -c ").append(setting);
    }
    // pg_ctl puts the server into a session of its own: Ctrl-C in the terminal does not reach it.
    return programs.run(
        Duration.ofSeconds(70),
        "pg_ctl",
        "start",
        "-D",
        cluster.toString(),
        "-l",
        logFile.toString(),
        "-w",
        "-t",
        "60",
        "-o",
        options.toString());
  }

  /** Stops a server that runs on this cluster, whoever started it. Nothing when none does. */
  void stop() throws IOException {
    Optional<Long> pid = pid();
    if (pid.isEmpty()) {
      return;
    }
    if (!isOurs(pid)) {
      if (isAlive(pid)) {
        Files.deleteIfExists(pidFile()); // the number was given to another program since
      }
      return;
    }
    if (!stop("fast").ok() && isOurs(pid) && !stop("immediate").ok() && isOurs(pid)) {
      log.warn("PostgreSQL {} did not stop; ending it", pid.get());
      ProcessHandle.of(pid.get()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private Programs.Result stop(String mode) {
    return programs.run(
        Duration.ofSeconds(15),
        "pg_ctl",
        "stop",
        "-D",
        cluster.toString(),
        "-m",
        mode,
        "-w",
        "-t",
        "10");
  }

  /** The process that {@code postmaster.pid} names, running or not. */
  Optional<Long> pid() throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile());
    try {
      return lines.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(lines.getFirst()));
    } catch (NumberFormatException e) {
      return Optional.empty(); // half written by a crash; PostgreSQL says so itself
    }
  }

  /** Whether the process runs a program; one that is dead but not yet reaped runs none. */
  private static boolean isAlive(Optional<Long> pid) {
    return command(pid).isPresent();
  }

  /** Whether it is the server of this cluster: numbers of processes are used again. */
  private boolean isOurs(Optional<Long> pid) throws IOException {
    return command(pid).map(c -> Path.of(c).endsWith("postgres")).orElse(false)
        && worksHere(pid.orElseThrow());
  }

  /**
   * A server's working directory is its cluster; where that cannot be seen, its start is compared.
   */
  private boolean worksHere(long pid) throws IOException {
    Path directory = Path.of("/proc", Long.toString(pid), "cwd");
    if (Files.isSymbolicLink(directory)) {
      try {
        return Files.isSameFile(directory, cluster);
      } catch (IOException e) {
        log.debug("the working directory of process {} cannot be read", pid, e);
      }
    }
    List<String> lines = Files.readAllLines(pidFile());
    return lines.size() > 2
        && ProcessHandle.of(pid)
            .flatMap(process -> process.info().startInstant())
            .map(start -> Math.abs(start.getEpochSecond() - startOf(lines.get(2))) <= START_SLACK)
            .orElse(false);
  }

  private static long startOf(String line) {
    try {
      return Long.parseLong(line.strip());
    } catch (NumberFormatException e) {
      return Long.MIN_VALUE / 2; // never near the start of a process
    }
  }

  private static Optional<String> command(Optional<Long> pid) {
    return pid.flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().command());
  }

  private void rotateLog() throws IOException {
    if (Files.exists(logFile) && Files.size(logFile) > MAX_LOG_BYTES) {
      Files.move(
          logFile,
          logFile.resolveSibling(logFile.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String lastWords(String output) throws IOException {
    if (!Files.exists(logFile)) {
      return output;
    }
    List<String> lines = Files.readAllLines(logFile);
    List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
    return output + "\nlast lines of " + logFile + ":\n" + String.join("\n", last);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresFailed("interrupted while PostgreSQL started");
    }
  }

  private Path pidFile() {
    return cluster.resolve("postmaster.pid");
  }
}
