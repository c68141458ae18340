package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Commands over files of counts. */
abstract class CountsCase {
  @TempDir Path folder;

  String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  static void assertRefused(String message, String... arguments) {
    Cli.Result result = Cli.run(arguments);
    assertEquals(message, result.error());
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
  }
}
