package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowingHelpTest {
  @Test
  void flowing_linesOfASentence_areOne() {
    assertArrayEquals(
        new String[] {"Where the data lie.", "Default: here, or there."},
        FlowingHelp.flowing("Where the data lie.", "Default: here,", "or there."));
  }

  @Test
  void help_ofOptions_isBrokenWhereTheColumnEnds() {
    Cli.Result help = Cli.run("fit", "--help");
    assertEquals(ExitCode.OK, help.code(), help.err());
    List<String> lines = help.out().lines().toList();
    assertTrue(lines.stream().allMatch(line -> line.length() <= 100), help.out());
    int from =
        lines.indexOf(lines.stream().filter(l -> l.contains("--family=F")).toList().getLast());
    List<String> family = lines.subList(from, from + 6);
    for (String line : family.subList(0, 4)) {
      assertTrue(line.length() > 80, line); // before: every other line held two words
    }
    assertTrue(help.out().contains("Default: mbg-nbd."), help.out());
  }
}
