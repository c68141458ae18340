package perennial.monitoring;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * A stretch of whole days, in the ledger's time zone (UTC without a ledger), that is measured as
 * one.
 *
 * @param start its first day; a Monday for weeks
 */
public record MonitoringWindow(Period period, LocalDate start) {
  /**
   * @throws IllegalArgumentException when a week does not start on a Monday
   */
  public MonitoringWindow {
    if (period == Period.WEEK && start.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException(
          "start %s of a week is a %s, not a Monday".formatted(start, start.getDayOfWeek()));
    }
  }

  /** The first day after it. */
  public LocalDate end() {
    return start.plusDays(period.days());
  }

  public MonitoringWindow previous() {
    return new MonitoringWindow(period, start.minusDays(period.days()));
  }

  public MonitoringWindow next() {
    return new MonitoringWindow(period, end());
  }
}
