package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import perennial.registry.RegistryConfig;
import picocli.CommandLine;

/** Runs the real commands as a shell would. */
final class Commands {
  private Commands() {}

  record Result(int code, String out, String err) {}

  static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Perennial.commandLine(arguments).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Result(line.execute(arguments), out.toString(), err.toString());
  }

  /** The same on the database that {@link #connect} wrote down in this folder. */
  static Result runOn(Path folder, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data-dir", folder.toString()));
    return run(all.toArray(String[]::new));
  }

  /** Writes down in the folder how to reach a database, as the embedded one does. */
  static void connect(Path folder, RegistryConfig registry) throws IOException {
    Files.writeString(
        folder.resolve("connection.properties"),
        "url=%s%nuser=%s%npassword=%s%n"
            .formatted(registry.jdbcUrl(), registry.user(), registry.password()));
  }

  /** Runs a command that must succeed. */
  static Result ok(String... arguments) {
    Result result = run(arguments);
    assertEquals(0, result.code(), result.err());
    return result;
  }
}
