package perennial.trainer.transactions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the text of a date column into days. This is the authority: {@link DateSql} parses common
 * forms faster in SQL, and whatever that leaves comes here, once per distinct text.
 */
final class DateParser {
  private static final List<ZonedDateTime> SAMPLES =
      List.of(
          ZonedDateTime.of(2019, 12, 30, 13, 45, 59, 0, ZoneOffset.UTC),
          ZonedDateTime.of(2024, 2, 9, 1, 2, 3, 0, ZoneOffset.UTC));

  private final DateTimeFormatter formatter;
  private final boolean iso;
  private final ZoneId zone;

  private DateParser(DateTimeFormatter formatter, boolean iso, ZoneId zone) {
    this.formatter = formatter;
    this.iso = iso;
    this.zone = zone;
  }

  /** The parser that a format asks for. */
  static DateParser of(LogFormat format) {
    return format
        .datePattern()
        .map(pattern -> ofPattern(pattern, format.zone()))
        .orElseGet(() -> iso(format.zone()));
  }

  /** A parser of ISO 8601 dates, local date-times and instants. */
  static DateParser iso(ZoneId zone) {
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    return new DateParser(formatter, true, zone);
  }

  /**
   * A parser of one pattern. Impossible dates are refused, never moved to a near one.
   *
   * @throws BadInput when the pattern is none, or does not determine a day
   */
  static DateParser ofPattern(String pattern, ZoneId zone) {
    DateTimeFormatter formatter;
    try {
      formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(properYear(pattern))
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          "date format '%s' is no java.time pattern: %s".formatted(pattern, e.getMessage()), e);
    }
    DateParser parser = new DateParser(formatter, false, ZoneOffset.UTC);
    for (ZonedDateTime sample : SAMPLES) {
      if (!parser.understands(sample) || countsDaysTwice(pattern)) {
        throw new BadInput(
            ("date format '%s' cannot tell the day %s: it needs a year (yyyy), a month (MM) and a"
                    + " day of the month (dd); mind the case: MM is month and mm minute, dd is day"
                    + " of the month and DD of the year, yyyy is year and YYYY week-based year")
                .formatted(pattern, sample.toLocalDate()));
      }
    }
    return new DateParser(formatter, false, zone);
  }

  /** The day, in this parser's time zone; empty when the text is no such date. */
  Optional<LocalDate> parse(String text) {
    String s = text.strip();
    if (iso && s.length() > 10 && s.charAt(10) == ' ') {
      s = s.substring(0, 10) + 'T' + s.substring(11);
    }
    try {
      return Optional.of(day(formatter.parse(s)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private LocalDate day(TemporalAccessor parsed) {
    return parsed.isSupported(ChronoField.INSTANT_SECONDS)
        ? Instant.from(parsed).atZone(zone).toLocalDate()
        : LocalDate.from(parsed);
  }

  /** Month and day of the year together: never meant, and right for every January. */
  private static boolean countsDaysTwice(String pattern) {
    String letters = pattern.replaceAll("'[^']*'", "");
    return letters.contains("D") && letters.contains("M");
  }

  private boolean understands(ZonedDateTime sample) {
    try {
      return parse(formatter.format(sample)).equals(Optional.of(sample.toLocalDate()));
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Year of era (y) cannot be resolved strictly without an era; the proleptic year (u) can. */
  private static String properYear(String pattern) {
    StringBuilder result = new StringBuilder();
    boolean literal = false;
    for (char c : pattern.toCharArray()) {
      literal ^= c == '\'';
      result.append(c == 'y' && !literal ? 'u' : c);
    }
    return result.toString();
  }
}
