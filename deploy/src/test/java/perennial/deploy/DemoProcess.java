package perennial.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo as a process of its own, as its user starts it. */
final class DemoProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Process process;
  private final Path log;

  private DemoProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code perennial demo} on any free ports. */
  static DemoProcess start(Path dataFolder, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx700m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "perennial.deploy.Perennial",
                "demo",
                "--data-dir",
                dataFolder.toString(),
                "--customers",
                "2000"));
    List<String> given = List.of(options);
    for (String port : List.of("--grpc-port", "--http-port", "--admin-port")) {
      if (!given.contains(port)) {
        command.addAll(List.of(port, "0"));
      }
    }
    command.addAll(given);
    Path log = Files.createTempFile("demo", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new DemoProcess(process, log);
  }

  /** Waits until it says how to stop it. */
  DemoProcess awaitUp() throws InterruptedException {
    return awaitOutput("Ctrl-C stops everything");
  }

  DemoProcess awaitOutput(String words) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!output().contains(words)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("the demo did not come up:\n" + output());
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return this;
  }

  /** Waits for the end; returns the exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the demo did not end:\n" + output());
    }
    return process.exitValue();
  }

  /** SIGTERM; Ctrl-C runs the same hook, but is ignored below a shell's background job. */
  int stop() throws InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int grpcPort() {
    return Integer.parseInt(find("gRPC +[^:]+:(\\d+)"));
  }

  int httpPort() {
    return Integer.parseInt(find("JSON +http://[^:]+:(\\d+)/"));
  }

  int adminPort() {
    return Integer.parseInt(find("admin UI +http://[^:]+:(\\d+)"));
  }

  /** The first group of a pattern in the output. */
  String find(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output());
    if (!matcher.find()) {
      throw new AssertionError("no /" + pattern + "/ in:\n" + output());
    }
    return matcher.group(1);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      stop();
    }
    Files.deleteIfExists(log);
  }
}
