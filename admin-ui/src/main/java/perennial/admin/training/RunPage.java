package perennial.admin.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.ModelBar;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;

/**
 * One run.
 *
 * @param note what has just been done; null when nothing was
 * @param live what changes while it runs
 * @param cancel where a cancel is sent; null once it has ended
 */
public record RunPage(
    ModelBar bar,
    @Nullable String note,
    String sub,
    List<Fact> facts,
    Live live,
    @Nullable String cancel,
    List<Gate> gates,
    String gatesNote,
    @Nullable Link promote,
    String json,
    String logFile) {

  /** A name with its value; {@code href} is empty for plain text. */
  public record Fact(String name, String value, String href) {}

  /**
   * The part that a browser with scripts asks for again and again.
   *
   * @param again where to ask; null once it has ended
   * @param done of {@code total}, for a progress bar; {@code total} is 0 when it is not known
   * @param lines the newest of the log
   */
  public record Live(
      String tone,
      String title,
      Mark state,
      @Nullable String again,
      String self,
      String step,
      long done,
      long total,
      String share,
      String heartbeat,
      String outcome,
      List<LogLine> lines,
      String logNote) {}

  /** One line of the log. */
  public record LogLine(String number, String time, String text) {}

  /** One gate of the version that it registered. */
  public record Gate(String name, Mark mark, String finding) {}
}
