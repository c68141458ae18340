package perennial.admin.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How numbers, money and times are written on every page. Locale-independent; a figure never parts
 * from its unit at the end of a line.
 */
public final class Formats {
  private static final MathContext SHORT = new MathContext(4);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.UK);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.UK);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK);
  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.UK);

  private final ZoneId zone;
  private final Clock clock;

  public Formats(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  public Instant now() {
    return clock.instant();
  }

  /** A moment: text with its zone for people, ISO 8601 for machines, and its distance from now. */
  public When when(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    return new When(at.toString(), TIME.format(local) + "\u00a0" + ZONE.format(local), ago(at));
  }

  /** Time of day with seconds and zone. */
  public String clockTime(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    return CLOCK.format(local) + "\u00a0" + ZONE.format(local);
  }

  /** A day without its year. */
  public String shortDay(LocalDate day) {
    return SHORT_DAY.format(day);
  }

  /** Day of a moment without its year, for axes. */
  public String shortDay(Instant at) {
    return SHORT_DAY.format(at.atZone(zone));
  }

  public LocalDate dayOf(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  public ZoneId zone() {
    return zone;
  }

  public String day(LocalDate day) {
    return DAY.format(day);
  }

  private String ago(Instant at) {
    Duration d = Duration.between(at, clock.instant());
    if (d.isNegative() || d.toSeconds() < 1) {
      return "just now";
    }
    return duration(d) + " ago";
  }

  /** A duration in its largest fitting unit. */
  public static String duration(Duration d) {
    if (d.toSeconds() < 90) {
      return d.toSeconds() + "\u00a0s";
    }
    if (d.toMinutes() < 90) {
      return d.toMinutes() + "\u00a0min";
    }
    if (d.toHours() < 36) {
      return d.toHours() + "\u00a0h";
    }
    return d.toDays() + " days";
  }

  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace('-', '\u2212');
  }

  /** A count with its noun, as in "1 server" or "3 servers". */
  public static String count(long n, String singular, String plural) {
    return count(n) + " " + (n == 1 ? singular : plural);
  }

  public static String decimal(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value + 0.0).replace('-', '\u2212');
  }

  /** With a plus or a minus sign; without one where nothing but zeros would follow. */
  public static String signed(double value, int digits) {
    String text = String.format(Locale.ROOT, "%+,." + digits + "f", value);
    boolean nothing = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return (nothing && Double.isFinite(value) ? text.substring(1) : text).replace('-', '\u2212');
  }

  /** Four significant digits, for parameters of any size. */
  public static String significant(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return scientific(value);
    }
    int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return decimal(value, size > 0 && size < 0.01 ? 6 : digits);
  }

  /** A round number of an axis, without trailing zeros. */
  public static String axis(double value) {
    return decimal(
        value, Math.max(0, BigDecimal.valueOf(value).round(SHORT).stripTrailingZeros().scale()));
  }

  public static String scientific(double value) {
    return String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e-").replace('-', '\u2212');
  }

  /** A share as a percentage. */
  public static String percent(double share) {
    double percent = share * 100;
    boolean whole = Math.abs(percent - Math.rint(percent)) < 1e-9;
    return decimal(percent, whole ? 0 : 1) + "\u00a0%";
  }

  /** A share as a percentage with one decimal always, so that columns align. */
  public static String percent1(double share) {
    return decimal(share * 100, 1) + "\u00a0%";
  }

  public static String signedPercent(double share) {
    return signed(share * 100, 1) + "\u00a0%";
  }

  /** A probability: three decimals, and never 0. */
  public static String probability(double p) {
    return p < 1e-12 ? "< 1e-12" : p < 0.001 ? scientific(p) : decimal(p, 3);
  }

  /** An amount with its currency's sign or code; cents below 100. */
  public static String money(double amount, String currency) {
    return money(amount, currency, amount < 0 ? "\u2212" : "");
  }

  /** The same with a plus or a minus sign. */
  public static String signedMoney(double amount, String currency) {
    return money(amount, currency, amount < 0 ? "\u2212" : "+");
  }

  /** An amount without cents, for columns whose amounts are to align. */
  public static String wholeMoney(double amount, String currency) {
    double whole = Math.rint(amount);
    return money(decimal(Math.abs(whole), 0), currency, whole < 0 ? "\u2212" : "");
  }

  /** The same with a plus or a minus sign; without one where nothing is left. */
  public static String signedWholeMoney(double amount, String currency) {
    return (Math.rint(amount) > 0 ? "+" : "") + wholeMoney(amount, currency);
  }

  private static String money(double amount, String currency, String sign) {
    double size = Math.abs(amount);
    return money(decimal(size, size < 100 ? 2 : 0), currency, sign);
  }

  private static String money(String number, String currency, String sign) {
    return switch (currency) {
      case "GBP" -> sign + "£" + number;
      case "USD" -> sign + "$" + number;
      case "EUR" -> sign + "€" + number;
      default -> sign + number + "\u00a0" + currency;
    };
  }

  public static String bytes(long bytes) {
    return bytes < 1024 ? count(bytes) + "\u00a0B" : decimal(bytes / 1024.0, 1) + "\u00a0KiB";
  }
}
