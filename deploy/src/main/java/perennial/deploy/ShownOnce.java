package perennial.deploy;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** A secret that is printed once: alone on standard output, what it is on standard error. */
final class ShownOnce {
  private ShownOnce() {}

  /**
   * @param what it is, in a sentence
   * @throws IllegalStateException when nobody can have read it
   */
  static void print(CommandSpec command, String secret, String what) {
    PrintWriter out = command.commandLine().getOut();
    out.println(secret);
    if (out.checkError()) {
      throw new IllegalStateException(
          "what was issued could not be printed, and is lost: issue another one");
    }
    command.commandLine().getErr().println(what);
  }
}
