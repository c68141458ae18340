package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
  static Stream<String> commands() {
    return Perennial.commandLine().getSubcommands().keySet().stream()
        .filter(name -> !name.equals("help"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_everyCommand_teachesByExample(String command) {
    Commands.Result help = Commands.run(command, "--help");
    assertEquals(0, help.code(), help.err());
    assertEquals("", help.err());
    assertTrue(help.out().contains("\nExample"), help.out());
    assertTrue(help.out().contains("\n  perennial " + command), help.out());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandLine_namedCommand_isTheOnlyOneMade(String command) {
    assertEquals(Set.of(command), Perennial.commandLine(command, "-x").getSubcommands().keySet());
  }

  @Test
  void unknownCommand_isToldWhatThereIs() {
    Commands.Result wrong = Commands.run("promot");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("promote"), wrong.err());
  }

  @Test
  void help_root_listsEveryCommandAndWhereToStart() {
    String help = Commands.run("--help").out();
    commands().forEach(command -> assertTrue(help.contains("  " + command + " "), command));
    assertTrue(help.contains("  help             Display help"), help);
    assertFalse(help.contains("%n"), help);
    assertTrue(help.contains("Start with `perennial demo`"), help);
  }
}
