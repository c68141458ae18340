package perennial.model;

import java.util.Arrays;

/** The horizons of one request: days after the observation end, in the order asked for. */
public final class Horizons {
  /** The longest horizon, in days. */
  public static final int MAX_DAYS = 3650;

  /** The most horizons of one request. */
  public static final int MAX_COUNT = 16;

  private final int[] days;

  private Horizons(int[] days) {
    this.days = days;
  }

  /**
   * @param days each in {@code [1, MAX_DAYS]}, 1 to {@code MAX_COUNT} of them
   * @throws IllegalArgumentException naming the first one out of range
   */
  public static Horizons ofDays(int... days) {
    if (days.length < 1 || days.length > MAX_COUNT) {
      throw new IllegalArgumentException(
          "horizon_days must have 1 to " + MAX_COUNT + " entries, not " + days.length);
    }
    for (int i = 0; i < days.length; i++) {
      if (days[i] < 1 || days[i] > MAX_DAYS) {
        throw new IllegalArgumentException(
            "horizon_days[%d] %d must be in [1, %d]".formatted(i, days[i], MAX_DAYS));
      }
    }
    return new Horizons(days.clone());
  }

  public int count() {
    return days.length;
  }

  /** Days of the horizon at {@code index}. */
  public int days(int index) {
    return days[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Horizons that && Arrays.equals(days, that.days);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(days);
  }

  @Override
  public String toString() {
    return Arrays.toString(days) + " days";
  }
}
