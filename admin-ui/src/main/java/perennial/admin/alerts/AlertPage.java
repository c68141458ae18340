package perennial.admin.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.ModelBar;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.When;

/**
 * One thread.
 *
 * @param note what has just been done; null when nothing was
 * @param run that it triggered; null when it triggered none
 * @param form to acknowledge and mute; null when it is over
 */
public record AlertPage(
    ModelBar bar,
    String tone,
    String title,
    String sub,
    @Nullable String note,
    Mark severity,
    String state,
    String suggestion,
    Link window,
    List<Fact> facts,
    @Nullable Run run,
    @Nullable Challenger challenger,
    List<Line> thread,
    @Nullable AlertForm form,
    String json) {

  /** A name with its value; {@code href} is empty for plain text. */
  public record Fact(String name, String value, String href) {}

  /** The retraining. */
  public record Run(Link link, String state, String outcome) {}

  /** The version that came of it. */
  public record Challenger(Link version, Link promote, String gates, Mark mark) {}

  /**
   * A line of the thread.
   *
   * @param each what it stands for, oldest first; empty for a line that is one note
   */
  public record Line(When at, String actor, String what, String detail, List<Sighted> each) {}

  /** What one window showed. */
  public record Sighted(String window, String detail) {}

  /**
   * What a person can do.
   *
   * @param acknowledged whether somebody has
   * @param until last day of the mute, as typed
   * @param reason as typed
   * @param errors what is wrong with the last try
   */
  public record AlertForm(
      String action, boolean acknowledged, String until, String reason, FormErrors errors) {}
}
