package perennial.admin.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which version served when: one row per model or role, time to the right, now at the end.
 *
 * @param rows from top to bottom
 * @param ticks of the time axis, without now
 */
public record Timeline(List<Row> rows, List<Tick> ticks) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final int MOST_TICKS = 6;
  private static final double LETTER = 8; // px
  private static final double MARGINS = 14;
  private static final double NARROWEST_PLOT = 800; // on a desk
  private static final double PHONE_PLOT = 200;
  private static final Duration[] STEPS = {
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(3),
    Duration.ofHours(6),
    Duration.ofHours(12),
    Duration.ofDays(1),
    Duration.ofDays(2),
    Duration.ofDays(7),
    Duration.ofDays(14),
    Duration.ofDays(30),
    Duration.ofDays(91),
    Duration.ofDays(182),
    Duration.ofDays(365)
  };

  /** A row. */
  public record Row(String label, String href, List<Segment> segments) {}

  /**
   * A span of time in which one version served.
   *
   * @param tone {@code now}, {@code before}, {@code challenger} or {@code shadow}
   * @param text empty where it has no room
   * @param roomy whether the text has room on a phone as well
   * @param title who, when and why, for the pointer
   */
  public record Segment(
      String x, String width, String tone, String text, boolean roomy, String title, String href) {}

  /** A mark on the axis. */
  public record Tick(String x, String text) {}

  /** A row before it has coordinates. */
  public record Lane(String label, String href, List<Span> spans) {}

  /** A segment before it has coordinates. */
  public record Span(
      Instant from, Instant to, String tone, String text, String title, String href) {}

  public static Timeline of(List<Lane> lanes, Instant now, ZoneId zone) {
    Instant start = now.minus(SHORTEST);
    for (Lane lane : lanes) {
      for (Span span : lane.spans()) {
        start = span.from().isBefore(start) ? span.from() : start;
      }
    }
    Scale x = new Scale(seconds(start), seconds(now));
    List<Row> rows = new ArrayList<>();
    for (Lane lane : lanes) {
      List<Segment> segments = lane.spans().stream().map(span -> segment(span, x)).toList();
      rows.add(new Row(lane.label(), lane.href(), segments));
    }
    return new Timeline(rows, ticks(start, now, zone, x));
  }

  private static Segment segment(Span span, Scale x) {
    double from = x.share(seconds(span.from()));
    double width = x.share(seconds(span.to())) - from;
    double shown = Math.max(width, 0.003);
    double needed = LETTER * span.text().length() + MARGINS;
    return new Segment(
        Scale.percentOf(Math.min(from, 1 - shown)),
        Scale.percentOf(shown),
        span.tone(),
        width * NARROWEST_PLOT >= needed ? span.text() : "",
        width * PHONE_PLOT >= needed,
        span.title(),
        span.href());
  }

  private static List<Tick> ticks(Instant start, Instant now, ZoneId zone, Scale x) {
    Duration range = Duration.between(start, now);
    Duration step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0; i--) {
      if (range.dividedBy(STEPS[i]) <= MOST_TICKS) {
        step = STEPS[i];
      }
    }
    boolean days = step.toDays() >= 1;
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(days ? "d MMM" : "HH:mm", Locale.UK).withZone(zone);
    List<Tick> ticks = new ArrayList<>();
    ZonedDateTime at = now.atZone(zone).truncatedTo(days ? ChronoUnit.DAYS : ChronoUnit.HOURS);
    while (!days && !at.plus(step).toInstant().isAfter(now)) {
      at = at.plus(step); // quarters of the hour that has begun
    }
    while (!at.toInstant().isBefore(start)) {
      double share = x.share(seconds(at.toInstant()));
      if (share < 0.93) { // leaves room for "now"
        ticks.add(new Tick(Scale.percentOf(share), format.format(at)));
      }
      at = days ? at.minusDays(step.toDays()) : at.minus(step);
    }
    return ticks.reversed();
  }

  private static double seconds(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }
}
