package perennial.monitoring;

import java.time.Duration;

/**
 * When alarms start a retraining.
 *
 * @param onAlert whether they may at all
 * @param alarmsInARow alarms in consecutive windows before it
 * @param severe an alarm of this many times its limit counts at once
 * @param coolDown after a run that an alarm started, before the next such run
 * @param dailyBudget the most such runs in 24 hours
 */
public record RetrainingLimits(
    boolean onAlert, int alarmsInARow, double severe, Duration coolDown, int dailyBudget) {

  public static final RetrainingLimits DEFAULT =
      new RetrainingLimits(true, 2, 3, Duration.ofHours(24), 2);

  /**
   * @throws IllegalArgumentException naming the first field out of its range
   */
  public RetrainingLimits {
    if (alarmsInARow < 1) {
      throw new IllegalArgumentException("alarms in a row %d must be >= 1".formatted(alarmsInARow));
    }
    if (!(severe >= 1)) { // also rejects NaN
      throw new IllegalArgumentException("severe %s must be >= 1".formatted(severe));
    }
    if (coolDown.isNegative()) {
      throw new IllegalArgumentException("cool-down %s must be >= 0".formatted(coolDown));
    }
    if (dailyBudget < 0) {
      throw new IllegalArgumentException("daily budget %d must be >= 0".formatted(dailyBudget));
    }
  }
}
