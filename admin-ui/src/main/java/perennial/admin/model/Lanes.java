package perennial.admin.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import perennial.admin.chart.Timeline.Lane;
import perennial.admin.chart.Timeline.Span;
import perennial.admin.model.ServingHistory.Period;
import perennial.admin.model.ServingHistory.Role;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;

/** Serving periods as rows of a {@link perennial.admin.chart.Timeline}. */
public final class Lanes {
  private Lanes() {}

  /** One row: the champions of a model. */
  public static Lane champions(String model, ServingHistory history, Formats formats) {
    return lane(model, Link.model(model), model, history.merged(), formats);
  }

  /** A row per role that was ever filled. */
  public static List<Lane> roles(String model, ServingHistory history, Formats formats) {
    List<Lane> lanes = new ArrayList<>();
    for (Role role : Role.values()) {
      List<Period> periods = role == Role.CHAMPION ? history.merged() : history.periods(role);
      if (!periods.isEmpty()) {
        lanes.add(lane(word(role), "#deployments", model, periods, formats));
      }
    }
    return lanes;
  }

  static String word(Role role) {
    String name = role.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Lane lane(
      String label, String href, String model, List<Period> periods, Formats formats) {
    Instant now = formats.now();
    List<Span> spans = periods.stream().map(p -> span(model, p, now, formats)).toList();
    return new Lane(label, href, spans);
  }

  private static Span span(String model, Period p, Instant now, Formats formats) {
    String tone =
        switch (p.role()) {
          case CHAMPION -> p.to().isEmpty() ? "now" : "before";
          case CHALLENGER -> "challenger";
          case SHADOW -> "shadow";
        };
    String share = p.role() == Role.CHALLENGER ? " " + Formats.percent(p.share()) : "";
    String title =
        "v%d%s, %s to %s. By %s: %s"
            .formatted(
                p.version(),
                share,
                formats.when(p.from()).text(),
                p.to().map(to -> formats.when(to).text()).orElse("now"),
                p.began().actor(),
                p.began().reason());
    return new Span(
        p.from(), p.end(now), tone, "v" + p.version(), title, Link.version(model, p.version()));
  }
}
