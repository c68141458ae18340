package perennial.registry.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs to their end. */
final class Programs {
  /** What a program said and how it ended. */
  record Result(int exitCode, String output) {
    boolean ok() {
      return exitCode == 0;
    }
  }

  private final Path bin;

  Programs(Path bin) {
    this.bin = bin;
  }

  Result run(Duration atMost, String program, String... arguments) {
    return runWithInput(atMost, "", program, arguments);
  }

  /**
   * @param input what the program reads
   */
  Result runWithInput(Duration atMost, String input, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      // PostgreSQL refuses to run as root. In a user namespace of its own the same user, with the
      // same rights on its own files, has another number.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      return run(atMost, input, command);
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("cannot run " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresFailed("interrupted while running " + program);
    }
  }

  private static Result run(Duration atMost, String input, List<String> command)
      throws IOException, InterruptedException {
    // Not a pipe: a server started by the program would keep its other end open.
    Path output = Files.createTempFile("perennial-postgresql-", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(input);
      }
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return new Result(
            -1, Files.readString(output) + "\nno end after " + atMost.toSeconds() + " s");
      }
      return new Result(process.exitValue(), explained(command, Files.readString(output).strip()));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static String explained(List<String> command, String output) {
    return command.getFirst().equals("unshare") && output.startsWith("unshare:")
        ? output + "; PostgreSQL does not run as root: start as another user or give a database URL"
        : output;
  }

  private static boolean isRoot() {
    try {
      return Objects.equals(0, Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "root".equals(System.getProperty("user.name")); // macOS has no /proc
    }
  }
}
