package perennial.trainer.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;

/**
 * Which windows are to be measured: those that have closed, by a grace for what comes late, and
 * were not measured yet. Windows of days on which nothing was deployed yet are left out.
 *
 * @param zone that days are counted in
 * @param grace after a window's end
 * @param catchUp days that are looked back, for a worker that was away
 */
record DueWindows(ZoneId zone, Duration grace, int catchUp) {

  /**
   * @param since when the model first answered
   * @param measured windows that need no more
   * @return oldest first
   */
  List<MonitoringWindow> of(
      Period period, Instant now, Instant since, Set<MonitoringWindow> measured) {
    LocalDate first = LocalDate.ofInstant(since, zone);
    List<MonitoringWindow> due = new ArrayList<>();
    MonitoringWindow window = newestClosed(period, now);
    // At least one, however long the period is.
    int most = Math.max(1, catchUp / period.days());
    for (int i = 0; i < most && window.end().isAfter(first); i++) {
      if (!measured.contains(window)) {
        due.addFirst(window);
      }
      window = window.previous();
    }
    return due;
  }

  MonitoringWindow newestClosed(Period period, Instant now) {
    return period.containing(LocalDate.ofInstant(now.minus(grace), zone)).previous();
  }
}
