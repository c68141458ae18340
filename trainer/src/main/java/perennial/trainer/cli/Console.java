package perennial.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Output of a command: words for people, or one JSON document for machines. A mixin. */
final class Console {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** Prints the JSON with {@code --json}, else the text. */
  void print(Supplier<JsonNode> document, Supplier<String> text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? write(document.get()) : text.get().stripTrailing());
    out.flush();
  }

  /** Shows what takes time: bars on a terminal, lines in a pipe; both on standard error. */
  Progress progress() {
    return Progress.on(spec.commandLine().getErr());
  }

  private static String write(JsonNode document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always JSON", e);
    }
  }
}
