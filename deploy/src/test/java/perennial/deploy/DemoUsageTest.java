package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo cannot do is refused before a database is made. */
class DemoUsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "--customers 0~ --customers 0 must be 1 or more",
        "--family bg-nbd~ --family is about data of your own: name them with --transactions",
        "--k 2~ --k is about data of your own: name them with --transactions",
        "--transactions a.csv --family bg-bb~ --family bg-bb is fitted to --summary FILE, not to"
            + " --transactions"
      })
  void demo_optionsThatCannotBe_touchNothing(String options, String message) {
    Path data = folder.resolve("data");
    StringWriter err = new StringWriter();
    int code =
        Perennial.commandLine("demo")
            .setErr(new PrintWriter(err))
            .execute(("demo --data-dir " + data + " " + options).split(" "));
    assertEquals(2, code, err.toString());
    assertTrue(err.toString().startsWith("error: " + message), err.toString());
    assertFalse(Files.exists(data));
  }
}
