package perennial.admin.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import perennial.admin.alerts.AlertPage.Line;
import perennial.admin.page.Formats;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.monitoring.AlertNote;

/** How a thread is told. */
final class AlertLinesTest {
  private static final Instant AT = Instant.parse("2026-11-26T18:52:00Z");
  private static final Formats FORMATS =
      new Formats(ZoneOffset.UTC, Clock.fixed(AT, ZoneOffset.UTC));

  /** Each note is {@code what: detail}, and {@code @PERIOD start} when it has a window. */
  private static List<Line> lines(String... notes) {
    return new AlertLines(Stream.of(notes).map(AlertLinesTest::note).toList(), FORMATS).lines();
  }

  private static AlertNote note(String text) {
    String[] parts = text.split(": | @");
    Optional<MonitoringWindow> window =
        parts.length < 3
            ? Optional.empty()
            : Optional.of(
                new MonitoringWindow(
                    Period.valueOf(parts[2].split(" ")[0]),
                    LocalDate.parse(parts[2].split(" ")[1])));
    return new AlertNote(AT, "worker", parts[0], parts[1], window);
  }

  @Test
  void consecutiveSightings_areOneLineWithTheirWindowsAndTheLargest() {
    List<Line> lines =
        lines(
            "opened: +77 % @WEEK 2026-10-26",
            "seen: -94 % @WEEK 2026-11-02",
            "seen: +81 % @WEEK 2026-11-09",
            "seen: +9 % @WEEK 2026-11-16",
            "muted: a sale @WEEK 2026-11-16");
    assertEquals(3, lines.size());
    assertEquals("opened in the week of 26 Oct 2026", lines.getFirst().what());
    Line folded = lines.get(1);
    assertEquals("seen in 3 more weeks, 2 Nov to 16 Nov; largest \u221294\u00a0%", folded.what());
    assertEquals("last: +9\u00a0%", folded.detail());
    assertEquals(3, folded.each().size());
    assertEquals("week of 9 Nov 2026", folded.each().get(1).window());
    assertEquals("muted", lines.getLast().what());
  }

  @Test
  void sightings_afterAGap_nameTheWindowsThatWereMeasured() {
    List<Line> lines =
        lines(
            "opened: +1 % @WEEK 2026-10-05",
            "seen: +2 % @WEEK 2026-10-26", "seen: +3 % @WEEK 2026-11-16");
    assertEquals("opened in the week of 5 Oct 2026", lines.getFirst().what());
    assertEquals("week of 26 Oct 2026", lines.getLast().each().getFirst().window());
  }

  @Test
  void sightings_ofDaysAndWeeks_areToldApart() {
    List<Line> lines =
        lines(
            "seen: +1 % @DAY 2026-11-14",
            "seen: +2 % @DAY 2026-11-15", "seen: +3 % @WEEK 2026-11-09");
    assertEquals(
        "seen in 2 more days, 14 Nov to 15 Nov; largest +2\u00a0%", lines.getFirst().what());
    assertEquals("seen in the week of 9 Nov 2026", lines.getLast().what());
  }

  @Test
  void sightings_keptWithoutTheirWindow_claimNone() {
    List<Line> lines = lines("opened: +1 %", "seen: +2 %", "seen: +3 %");
    assertEquals("opened", lines.getFirst().what());
    assertEquals("seen in 2 more windows; largest +3\u00a0%", lines.getLast().what());
  }

  @Test
  void otherNotes_betweenSightings_keepThemApart() {
    List<Line> lines =
        lines(
            "opened: a @WEEK 2026-11-02",
            "seen: b @WEEK 2026-11-09",
            "retraining triggered: c @WEEK 2026-11-09",
            "seen: d @WEEK 2026-11-16");
    assertEquals(4, lines.size());
    assertTrue(lines.stream().allMatch(l -> l.each().isEmpty()));
    assertEquals("seen in the week of 16 Nov 2026", lines.getLast().what());
  }
}
