package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs commands as a shell would, and keeps what they print. */
final class Cli {
  private Cli() {}

  /** What a command left behind. */
  record Result(int code, String out, String err) {
    /** The error without the progress lines before it. */
    String error() {
      int at = err.indexOf("error: ");
      return at < 0 ? "" : err.substring(at + "error: ".length()).strip();
    }
  }

  static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        TrainerCommands.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  /** Runs a command that must succeed, and reads its JSON. */
  static JsonNode json(String... arguments) throws Exception {
    return json(ExitCode.OK, arguments);
  }

  static JsonNode json(int code, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    Result result = run(all.toArray(String[]::new));
    assertEquals(code, result.code(), result.err());
    return new ObjectMapper().readTree(result.out());
  }
}
