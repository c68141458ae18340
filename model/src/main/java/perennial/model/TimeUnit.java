package perennial.model;

import java.util.Locale;

/**
 * The unit of time that a model's parameters are in; histories and horizons are always days. For a
 * model of opportunities it is the time from one opportunity to the next.
 *
 * @param days length in days, 1 to 3,660
 */
public record TimeUnit(int days) {
  /** The longest unit, in days: ten years. */
  public static final int MAX_DAYS = 3_660;

  public static final TimeUnit DAY = new TimeUnit(1);
  public static final TimeUnit WEEK = new TimeUnit(7);

  /**
   * @throws IllegalArgumentException when the length is out of its range
   */
  public TimeUnit {
    if (days < 1 || days > MAX_DAYS) {
      throw new IllegalArgumentException(
          "time unit of %d days must be in [1, %d]".formatted(days, MAX_DAYS));
    }
  }

  /**
   * The unit that a label names.
   *
   * @param label {@code day}, {@code week} or {@code N days}, in any case
   * @throws IllegalArgumentException when it names none
   */
  public static TimeUnit ofLabel(String label) {
    String text = label.strip().toLowerCase(Locale.ROOT);
    return switch (text) {
      case "day" -> DAY;
      case "week" -> WEEK;
      default -> {
        if (!text.matches("[0-9]{1,5} ?days?")) {
          throw new IllegalArgumentException("'%s' is none of day, week, N days".formatted(label));
        }
        yield new TimeUnit(Integer.parseInt(text.replaceAll("[^0-9]", "")));
      }
    };
  }

  /** Several of them: {@code days}, {@code weeks} or {@code periods of 30 days}. */
  public String plural() {
    return this.equals(DAY) || this.equals(WEEK) ? label() + "s" : "periods of " + label();
  }

  /** The name in files and on the command line: {@code day}, {@code week} or {@code 30 days}. */
  public String label() {
    return switch (days) {
      case 1 -> "day";
      case 7 -> "week";
      default -> days + " days";
    };
  }

  @Override
  public String toString() {
    return label();
  }
}
