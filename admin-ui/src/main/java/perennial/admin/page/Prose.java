package perennial.admin.page;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Sentences with figures that the worker wrote, set for reading: real arrows and minus signs, days
 * as on every page, features by their names, and no line ever breaks between a figure and its unit.
 */
public final class Prose {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d\u00a0MMM\u00a0uuuu", Locale.UK);
  private static final Pattern ISO_DAY = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");
  private static final Pattern PERIOD = Pattern.compile("^(WEEK|DAY) of ");
  private static final Pattern SNAKE = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b");
  private static final Pattern MINUS = Pattern.compile("(?<![^\\s(\\[])-(?=[\\d.])");
  private static final Pattern EXPONENT = Pattern.compile("(?<=\\de)-(?=\\d)");
  private static final Pattern ARROW = Pattern.compile(" ?(?:->|→) ?");
  private static final Pattern UNIT =
      Pattern.compile("(?<=\\d) (?=%|[A-Z]{3}\\b|[mµ]s\\b|microsec)");

  private static final String WORKER = "worker";

  private Prose() {}

  /** The same for a reason that a person may have typed: theirs stays as it is. */
  public static String by(String actor, String reason) {
    return actor.equals(WORKER) ? of(reason) : reason;
  }

  public static String of(String sentence) {
    String text = ISO_DAY.matcher(sentence).replaceAll(Prose::day);
    text = PERIOD.matcher(text).replaceFirst(m -> m.group(1).equals("WEEK") ? "Week of " : "Day ");
    text = SNAKE.matcher(text).replaceAll(m -> m.group().replace('_', ' '));
    text = MINUS.matcher(text).replaceAll("\u2212");
    text = EXPONENT.matcher(text).replaceAll("\u2212");
    text = ARROW.matcher(text).replaceAll("\u00a0→\u00a0");
    return UNIT.matcher(text).replaceAll("\u00a0");
  }

  /** What a program says about one field, as a sentence of its own. */
  public static String sentence(String said) {
    return said.isEmpty()
        ? said
        : Character.toUpperCase(said.charAt(0))
            + said.substring(1)
            + (said.endsWith(".") ? "" : ".");
  }

  /** What looks like a day and is none stays as it is. */
  private static String day(MatchResult match) {
    try {
      return DAY.format(LocalDate.parse(match.group()));
    } catch (DateTimeException e) {
      return match.group();
    }
  }
}
