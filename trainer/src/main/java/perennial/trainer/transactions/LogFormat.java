package perennial.trainer.transactions;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How to read a transaction log.
 *
 * @param columns which column means what
 * @param datePattern a {@link java.time.format.DateTimeFormatter} pattern; without one, dates are
 *     ISO 8601
 * @param zone the time zone that days are counted in: instants are converted, local dates are kept
 */
public record LogFormat(Columns columns, Optional<String> datePattern, ZoneId zone) {
  /** The default columns, ISO 8601 dates, UTC. */
  public static final LogFormat DEFAULT =
      new LogFormat(Columns.DEFAULT, Optional.empty(), ZoneOffset.UTC);

  /** The same with attributes. */
  public LogFormat with(AttributeColumns attributes) {
    return new LogFormat(columns.with(attributes), datePattern, zone);
  }
}
