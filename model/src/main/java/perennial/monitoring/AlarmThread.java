package perennial.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What measured windows said about one feature and segment of one model.
 *
 * @param id of the alert
 * @param what such as {@code purchase_amount of channel email}
 * @param seen one a window, oldest first
 * @param mutedUntil no retraining before
 */
public record AlarmThread(long id, String what, List<Seen> seen, Optional<Instant> mutedUntil) {
  public AlarmThread {
    seen = List.copyOf(seen);
  }

  /**
   * @param alarmUnits size in units of what makes an alarm, as {@link AlertRule#alarmUnits}
   */
  public record Seen(MonitoringWindow window, Verdict verdict, double alarmUnits) {}

  /** How many windows up to this one are alarms, without a gap. */
  int alarmsInARow(MonitoringWindow current) {
    int alarms = 0;
    MonitoringWindow wanted = current;
    for (Seen window : seen.reversed()) {
      if (!window.window().equals(wanted) || window.verdict() != Verdict.ALARM) {
        break;
      }
      alarms++;
      wanted = wanted.previous();
    }
    return alarms;
  }
}
