package perennial.registry;

import java.util.OptionalInt;

/** The rule of reasons that people give: one line of any text, kept as it is. */
final class Reasons {
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
    int length = reason.codePointCount(0, reason.length());
    if (length > MAX || reason.codePoints().allMatch(Reasons::isBlank)) {
      throw new IllegalArgumentException(
          "reason must have 1 to %d characters, not all blank; it has %d".formatted(MAX, length));
    }
    OptionalInt control = reason.codePoints().filter(Reasons::isControl).findFirst();
    if (control.isPresent()) {
      throw new IllegalArgumentException(
          "reason must be one line without control characters; it has U+%04X"
              .formatted(control.getAsInt()));
    }
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
