package perennial.trainer.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A Java program in a process of its own, on the class path of the test. */
public final class ChildJava implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(3);

  private final Process process;
  private final Path log;

  private ChildJava(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param log that it prints into
   */
  public static ChildJava start(
      Path log, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ChildJava(builder.start(), log);
  }

  /** Waits for a condition while the program runs. */
  public void await(String what, BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        process.destroyForcibly();
        throw new AssertionError("never: %s; it said: %s".formatted(what, said()));
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** What it printed. */
  public String said() throws IOException {
    return Files.readString(log);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** By SIGKILL, and waits for its end. */
  public void kill() throws InterruptedException {
    end(process.destroyForcibly());
  }

  /** By SIGTERM, and waits for its end. Returns its exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    return end(process);
  }

  private static int end(Process process) throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("it did not end");
    }
    return process.exitValue();
  }

  /** It does not outlive its test. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
