package perennial.trainer.transactions;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fast SQL for the common forms of dates: an expression that is the day, or NULL where {@link
 * DateParser} has to look.
 */
final class DateSql {
  private static final Map<String, String> FIELDS =
      Map.of(
          "yyyy", "%Y", "uuuu", "%Y", "MM", "%m", "dd", "%d", "HH", "%H", "mm", "%M", "ss", "%S");
  private static final Pattern TOKEN = Pattern.compile("yyyy|uuuu|MM|dd|HH|mm|ss|[-/. :]");

  private DateSql() {}

  /** For a text column with ISO 8601 dates. */
  static String iso(String column, ZoneId zone) {
    String local =
        """
        CASE WHEN strlen(%1$s) = 10 AND %1$s LIKE '____-__-__' THEN TRY_CAST(%1$s AS DATE)
             WHEN strlen(%1$s) = 19 AND %1$s LIKE '____-__-_____:__:__'
               THEN CAST(TRY_CAST(%1$s AS TIMESTAMP) AS DATE)
        """
            .formatted(column);
    return local + utc(column, zone) + "END";
  }

  /** For a text column with dates of a pattern. */
  static String ofPattern(String column, String pattern) {
    return strptime(pattern)
        .map(format ->
            "CASE WHEN strlen(%s) = %d THEN CAST(TRY_STRPTIME(%s, '%s') AS DATE) END"
                .formatted(column, pattern.length(), column, format))
        .orElse("CAST(NULL AS DATE)");
  }

  /** For a column, or an expression, that holds instants. */
  static String instant(String column, ZoneId zone) {
    return zone.normalized() instanceof ZoneOffset offset
        ? "CAST(timezone('UTC', %s) + to_seconds(%d) AS DATE)"
            .formatted(column, offset.getTotalSeconds())
        : "CAST(timezone('%s', %s) AS DATE)".formatted(zone.getId(), column);
  }

  private static String utc(String column, ZoneId zone) {
    String day =
        zone.normalized().equals(ZoneOffset.UTC)
            ? "CAST(TRY_CAST(left(%s, 19) AS TIMESTAMP) AS DATE)".formatted(column)
            : instant("TRY_CAST(%s AS TIMESTAMPTZ)".formatted(column), zone);
    return "     WHEN strlen(%1$s) = 20 AND %1$s LIKE '____-__-_____:__:__Z' THEN %2$s\n"
        .formatted(column, day);
  }

  /** The same format for strptime; only fields of fixed width, so that a length check is exact. */
  private static Optional<String> strptime(String pattern) {
    Matcher token = TOKEN.matcher(pattern);
    StringBuilder format = new StringBuilder();
    int at = 0;
    while (at < pattern.length() && token.find(at) && token.start() == at) {
      format.append(FIELDS.getOrDefault(token.group(), token.group()));
      at = token.end();
    }
    return at == pattern.length() ? Optional.of(format.toString()) : Optional.empty();
  }
}
