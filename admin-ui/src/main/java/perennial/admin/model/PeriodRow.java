package perennial.admin.model;

import java.util.Locale;
import perennial.admin.model.ServingHistory.Period;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.When;

/**
 * One line of "which version served when", the table beside the timeline.
 *
 * @param note what to know of the role; mostly empty
 */
public record PeriodRow(
    Link model,
    Link version,
    String role,
    String note,
    When from,
    String to,
    String by,
    String reason) {

  public static PeriodRow of(String model, Period p, Formats formats) {
    String role = Lanes.word(p.role()).toLowerCase(Locale.ROOT);
    return new PeriodRow(
        new Link(model, Link.model(model)),
        new Link("v" + p.version(), Link.version(model, p.version())),
        p.role() == ServingHistory.Role.CHALLENGER
            ? role + ", " + Formats.percent(p.share())
            : role,
        p.role() == ServingHistory.Role.CHAMPION ? "" : Rivals.NOTE,
        formats.when(p.from()),
        p.to().map(to -> formats.when(to).text()).orElse("now"),
        p.began().actor(),
        p.began().reason());
  }
}
