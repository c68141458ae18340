package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ShownOnceTest {
  @Command(name = "secret")
  private static final class Secret {}

  @Test
  void print_toAFullDisk_saysThatItIsLost() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    StringWriter said = new StringWriter();
    CommandLine command =
        new CommandLine(new Secret())
            .setOut(new PrintWriter(full, true))
            .setErr(new PrintWriter(said, true));
    var lost =
        assertThrows(
            IllegalStateException.class,
            () -> ShownOnce.print(command.getCommandSpec(), "s3cret", "A secret."));
    assertEquals(
        "what was issued could not be printed, and is lost: issue another one", lost.getMessage());
    assertEquals("", said.toString());
  }
}
