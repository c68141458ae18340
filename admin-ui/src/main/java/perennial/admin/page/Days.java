package perennial.admin.page;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import perennial.monitoring.Period;

/** Days and periods as they come in addresses and forms. */
public final class Days {
  private Days() {}

  /**
   * @throws IllegalArgumentException naming the field and the value
   */
  public static LocalDate parse(String field, String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s '%s' is not a day such as 2026-11-16".formatted(field, text), e);
    }
  }

  /** {@code day} or {@code week}; weeks when nothing is said. */
  public static Period period(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "week" -> Period.WEEK;
      case "day" -> Period.DAY;
      default ->
          throw new IllegalArgumentException("period '%s' is not day or week".formatted(text));
    };
  }
}
