package perennial.registry;

/** The rule of reasons that people give. */
final class Reasons {
  private static final int MAX = 1000;

  private Reasons() {}

  /**
   * @return the reason without white space around it
   * @throws IllegalArgumentException when it is empty or too long
   */
  static String require(String reason) {
    String text = reason.strip();
    if (text.isEmpty() || text.length() > MAX) {
      throw new IllegalArgumentException(
          "reason of %d characters must have 1 to %d".formatted(text.length(), MAX));
    }
    return text;
  }
}
