package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, with its sentence and nothing else. */
abstract class BadInputCase {
  static final String KEEP = ". Nothing was kept: correct or remove the line, then run again";

  @TempDir Path folder;

  void assertRefused(String expected, String log, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("log.csv"), log);
    List<String> arguments = new ArrayList<>(List.of("fit", "--transactions", file.toString()));
    arguments.addAll(List.of(options));
    assertEquals(expected, refused(arguments.toArray(String[]::new)));
  }

  static String refused(String... arguments) {
    Cli.Result result = Cli.run(arguments);
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertEquals("", result.out());
    return result.error();
  }

  String valid() throws Exception {
    return Files.writeString(
            folder.resolve("valid.csv"), "customer,date,amount\na,2026-01-01,1\na,2026-01-09,2\n")
        .toString();
  }

  static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
