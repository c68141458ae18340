package perennial.registry;

import java.util.Optional;
import java.util.OptionalInt;

/** The rule of reasons that people give: one line of any text, kept as it is. */
public final class Reasons {
  private static final int MAX = 1000;

  private Reasons() {}

  /**
   * @return the reason without white space around it
   * @throws IllegalArgumentException as {@link #check}
   */
  static String require(String reason) {
    String text = reason.strip();
    check(text);
    return text;
  }

  /**
   * @throws IllegalArgumentException when it says nothing, is too long, or has control characters
   */
  static void check(String reason) {
    Optional<String> wrong = wrong(reason);
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(wrong.get());
    }
  }

  /** Whether there is nothing to read in it. */
  public static boolean saysNothing(String reason) {
    return reason.codePoints().allMatch(Reasons::isBlank);
  }

  /** What is wrong with a reason; empty for one that would be taken. */
  public static Optional<String> wrong(String reason) {
    int length = reason.codePointCount(0, reason.length());
    if (length > MAX || saysNothing(reason)) {
      return Optional.of(
          "reason must have 1 to %d characters, not all blank; it has %d".formatted(MAX, length));
    }
    OptionalInt control = reason.codePoints().filter(Reasons::isControl).findFirst();
    return control.isPresent()
        ? Optional.of(
            "reason must be one line without control characters; it has U+%04X"
                .formatted(control.getAsInt()))
        : Optional.empty();
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint) // also those that do not break, such as U+00A0
        || Character.getType(codePoint) == Character.FORMAT; // without width, such as U+200B
  }

  private static boolean isControl(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
