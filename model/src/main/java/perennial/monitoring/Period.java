package perennial.monitoring;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How long a monitoring window is. */
public enum Period {
  DAY(1),
  /** Monday to Sunday. */
  WEEK(7);

  private final int days;

  Period(int days) {
    this.days = days;
  }

  public int days() {
    return days;
  }

  /** The window that holds this day. */
  public MonitoringWindow containing(LocalDate day) {
    return new MonitoringWindow(
        this, this == DAY ? day : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
  }
}
