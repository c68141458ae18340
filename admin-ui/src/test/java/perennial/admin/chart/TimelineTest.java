package perennial.admin.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
  private static final Instant NOW = Instant.parse("2026-11-27T09:30:00Z");

  /** The plot is an hour wide: 800 px on a desk, 200 on a phone; "v1" takes 30. */
  @ParameterizedTest
  @CsvSource({"60, v1, true", "10, v1, true", "8, v1, false", "3, v1, false", "2, '', false"})
  void segment_servedForSoManyMinutes_hasItsTextWhereThereIsRoom(
      long minutes, String text, boolean roomy) {
    Timeline.Segment segment = segment(NOW.minusSeconds(60 * minutes));
    assertEquals(text, segment.text());
    assertEquals(roomy, segment.roomy());
  }

  @Test
  void segment_thatJustBegan_isSeenInsideThePlot() {
    Timeline.Segment segment = segment(NOW);
    assertEquals("99.70%", segment.x());
    assertEquals("0.30%", segment.width());
  }

  @Test
  void ticks_ofTheLastHour_areEachQuarterUpToNow() {
    Instant now = Instant.parse("2026-11-27T09:26:00Z");
    Timeline.Span span = new Timeline.Span(now.minusSeconds(60), now, "now", "v1", "", "");
    Timeline.Lane lane = new Timeline.Lane("retail", "", List.of(span));
    Timeline timeline = Timeline.of(List.of(lane), now, ZoneOffset.UTC);
    assertEquals(
        List.of("08:30", "08:45", "09:00", "09:15"),
        timeline.ticks().stream().map(Timeline.Tick::text).toList());
  }

  private static Timeline.Segment segment(Instant from) {
    Timeline.Span span = new Timeline.Span(from, NOW, "now", "v1", "", "");
    Timeline.Lane lane = new Timeline.Lane("retail", "", List.of(span));
    return Timeline.of(List.of(lane), NOW, ZoneOffset.UTC).rows().getFirst().segments().getFirst();
  }
}
