package perennial.trainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;

class DueWindowsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final DueWindows due = new DueWindows(BERLIN, Duration.ofHours(2), 3);

  private static MonitoringWindow day(String day) {
    return new MonitoringWindow(Period.DAY, LocalDate.parse(day));
  }

  private List<MonitoringWindow> days(String now, MonitoringWindow... measured) {
    return due.of(Period.DAY, Instant.parse(now), LONG_AGO, Set.of(measured));
  }

  @Test
  void of_graceIsNotOver_waits() {
    // Midnight in Berlin is 22:00 in UTC in summer.
    assertEquals(day("2026-07-08"), days("2026-07-09T23:59:59Z").getLast());
    assertEquals(day("2026-07-09"), days("2026-07-10T00:00:00Z").getLast());
  }

  @Test
  void of_workerWasAway_catchesUpOldestFirst() {
    assertEquals(
        List.of(day("2026-07-07"), day("2026-07-09")),
        days("2026-07-10T12:00:00Z", day("2026-07-08")));
  }

  @Test
  void of_clockGoesBackAndForth_measuresNothingTwice() {
    MonitoringWindow[] measured = {day("2026-07-07"), day("2026-07-08"), day("2026-07-09")};
    assertEquals(List.of(), days("2026-07-10T12:00:00Z", measured));
    assertEquals(
        List.of(day("2026-07-05"), day("2026-07-06")), days("2026-07-08T12:00:00Z", measured));
    assertEquals(List.of(), days("2026-07-10T12:00:00Z", measured));
  }

  @Test
  void of_summerTimeBegins_noDayIsLost() {
    assertEquals(day("2026-03-29"), days("2026-03-30T00:00:00Z").getLast());
    assertEquals(day("2026-10-25"), days("2026-10-26T01:00:00Z").getLast());
  }

  @Test
  void of_week_isMondayToSundayAndAtLeastOne() {
    assertEquals(
        List.of(new MonitoringWindow(Period.WEEK, LocalDate.parse("2026-06-29"))),
        due.of(Period.WEEK, Instant.parse("2026-07-06T00:00:00Z"), LONG_AGO, Set.of()));
  }

  @Test
  void of_beforeTheFirstDeployment_isLeftOut() {
    assertEquals(
        List.of(day("2026-07-09")),
        due.of(
            Period.DAY,
            Instant.parse("2026-07-10T12:00:00Z"),
            Instant.parse("2026-07-09T05:00:00Z"),
            Set.of()));
  }
}
