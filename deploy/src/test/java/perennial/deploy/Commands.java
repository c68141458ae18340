package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
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

  /** Runs a command that must succeed. */
  static Result ok(String... arguments) {
    Result result = run(arguments);
    assertEquals(0, result.code(), result.err());
    return result;
  }
}
