package perennial.admin.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import perennial.admin.alerts.AlertPage.Line;
import perennial.admin.page.Formats;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.AlertNote;

/** How a thread is told. */
final class AlertLinesTest {
  private static final Instant AT = Instant.parse("2026-11-26T18:52:00Z");
  private static final Formats FORMATS =
      new Formats(ZoneOffset.UTC, Clock.fixed(AT, ZoneOffset.UTC));

  private static List<Line> lines(int windows, String... notes) {
    Alert alert =
        new Alert(
            1,
            "retail",
            1,
            "purchase_amount",
            FeatureRole.FLOW,
            Segment.ALL,
            Alert.Severity.ALARM,
            Alert.State.OPEN,
            AT,
            AT,
            new MonitoringWindow(Period.WEEK, LocalDate.of(2026, 11, 16)),
            windows,
            windows,
            1,
            "what",
            "retrain",
            "",
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    List<AlertNote> thread =
        Stream.of(notes)
            .map(n -> n.split(": ", 2))
            .map(n -> new AlertNote(AT, "worker", n[0], n[1]))
            .toList();
    return new AlertLines(alert, thread, FORMATS).lines();
  }

  @Test
  void consecutiveSightings_areOneLineWithTheirWindowsAndTheLargest() {
    List<Line> lines =
        lines(4, "opened: +77 %", "seen: -94 %", "seen: +81 %", "seen: +9 %", "muted: a sale");
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
  void sightings_afterAGap_claimNoWindow() {
    List<Line> lines = lines(2, "opened: +1 %", "seen: +2 %", "seen: +3 %");
    assertEquals("opened", lines.getFirst().what());
    assertEquals("seen in 2 more weeks; largest +3\u00a0%", lines.getLast().what());
  }

  @Test
  void otherNotes_betweenSightings_keepThemApart() {
    List<Line> lines = lines(3, "opened: a", "seen: b", "retraining triggered: c", "seen: d");
    assertEquals(4, lines.size());
    assertTrue(lines.stream().allMatch(l -> l.each().isEmpty()));
    assertEquals("seen in the week of 16 Nov 2026", lines.getLast().what());
  }
}
