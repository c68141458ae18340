package perennial.admin.model;

import java.util.Locale;
import perennial.admin.model.ServingHistory.Period;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Prose;
import perennial.admin.page.When;

/** One line of "which version served when", the table beside the timeline. */
public record PeriodRow(
    Link model, Link version, String role, When from, String to, String by, String reason) {

  public static PeriodRow of(Served served, Formats formats) {
    String model = served.model();
    Period p = served.period();
    String role = Lanes.word(p.role()).toLowerCase(Locale.ROOT);
    return new PeriodRow(
        new Link(model, Link.model(model)),
        new Link("v" + p.version(), Link.version(model, p.version())),
        p.role() == ServingHistory.Role.CHALLENGER
            ? role + ", " + Formats.percent(p.share())
            : role,
        formats.when(p.from()),
        p.to().map(to -> formats.when(to).text()).orElse("now"),
        p.began().actor(),
        Prose.by(p.began().actor(), p.began().reason()));
  }
}
