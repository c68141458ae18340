package perennial.admin.gates;

import java.util.function.DoubleFunction;
import perennial.admin.page.Formats;

/** What a figure of a gate is in, and so how it is written. */
enum Unit {
  COUNT(v -> Formats.count(Math.round(v)), v -> Formats.signed(v, 0)),
  PURCHASES(v -> Formats.decimal(v, 4), v -> Formats.signed(v, 4)),
  SHARE(Formats::percent1, Formats::signedPercent),
  /** A share that has a direction. */
  BIAS(Formats::signedPercent, Formats::signedPercent),
  /** Of a hundred: what lies between two shares. */
  POINTS(Unit::points, Unit::points),
  MICROSECONDS(v -> Formats.decimal(v, 0) + "\u00a0µs", v -> Formats.signed(v, 0) + "\u00a0µs"),
  /** Its currency is in the evidence of another gate. */
  MONEY(v -> Formats.decimal(v, 0), v -> Formats.signed(v, 0)),
  NUMBER(Unit::number, v -> (v > 0 ? "+" : "") + number(v));

  private final DoubleFunction<String> plain;
  private final DoubleFunction<String> signed;

  Unit(DoubleFunction<String> plain, DoubleFunction<String> signed) {
    this.plain = plain;
    this.signed = signed;
  }

  /** Whole where it is whole: what it counts is not known here. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Formats.count((long) value)
        : Formats.significant(value);
  }

  private static String points(double share) {
    return Formats.signed(100 * share, 1) + "\u00a0points";
  }

  /** Such as {@code 12.5 %}. */
  String plain(double value) {
    return plain.apply(value);
  }

  /** With a plus or a minus sign. */
  String signed(double value) {
    return signed.apply(value);
  }
}
