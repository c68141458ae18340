package perennial.trainer.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Help in which the text of an option flows: a sentence that the source breaks over lines is broken
 * where the column ends, and nowhere else.
 */
final class FlowingHelp extends Help {
  FlowingHelp(CommandSpec command, ColorScheme colors) {
    super(command, colors);
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer usual = super.createDefaultOptionRenderer();
    return (option, label, colors) ->
        usual.render(
            OptionSpec.builder(option).description(flowing(option.description())).build(),
            label,
            colors);
  }

  /** Joins lines up to the end of a sentence. */
  static String[] flowing(String... lines) {
    List<String> joined = new ArrayList<>();
    boolean open = false;
    for (String line : lines) {
      if (open) {
        joined.add(joined.removeLast() + " " + line);
      } else {
        joined.add(line);
      }
      open = !line.endsWith(".");
    }
    return joined.toArray(String[]::new);
  }
}
