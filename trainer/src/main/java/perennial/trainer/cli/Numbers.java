package perennial.trainer.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers, dates and zones of options, refused in words of the reader. */
final class Numbers {
  private static final int LAST_YEAR = 9999;

  private Numbers() {}

  /** For this command line and every command under it. */
  static void registerOn(CommandLine line) {
    ITypeConverter<Integer> whole = converter("is no whole number", Integer::valueOf);
    ITypeConverter<Long> longer = converter("is no whole number", Long::valueOf);
    ITypeConverter<Double> number = converter("is no number", Double::valueOf);
    line.registerConverter(int.class, whole).registerConverter(Integer.class, whole);
    line.registerConverter(long.class, longer).registerConverter(Long.class, longer);
    line.registerConverter(double.class, number).registerConverter(Double.class, number);
    line.registerConverter(
        LocalDate.class, converter("is no date such as 2026-06-30", Numbers::date));
    line.registerConverter(
        ZoneId.class, converter("is no time zone such as UTC or Europe/Vienna", ZoneId::of));
  }

  private static LocalDate date(String text) {
    LocalDate date = LocalDate.parse(text);
    if (date.getYear() < 1 || date.getYear() > LAST_YEAR) {
      throw new DateTimeException("year %d".formatted(date.getYear()));
    }
    return date;
  }

  private static <T> ITypeConverter<T> converter(String rule, Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text.strip());
      } catch (NumberFormatException | DateTimeException e) {
        if (e instanceof NumberFormatException && text.strip().matches("[+-]?\\d+")) {
          throw new TypeConversionException("'%s' is too far from 0".formatted(text));
        }
        throw new TypeConversionException("'%s' %s".formatted(text, rule));
      }
    };
  }
}
