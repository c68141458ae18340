package perennial.model;

import java.util.Locale;

/** The unit of time that a model's parameters are in; histories and horizons are always days. */
public enum TimeUnit {
  DAY(1),
  WEEK(7);

  private final int days;

  TimeUnit(int days) {
    this.days = days;
  }

  /** Length in days. */
  public int days() {
    return days;
  }

  /** The name in files and on the command line: {@code day} or {@code week}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
