package perennial.model;

/**
 * A central interval.
 *
 * @param level probability mass inside, in {@code (0, 1)}
 */
public record Interval(double lower, double upper, double level) {
  /**
   * @throws IllegalArgumentException when the ends are not finite or not in order
   */
  public Interval {
    if (!(Double.isFinite(lower) && Double.isFinite(upper) && lower <= upper)) {
      throw new IllegalArgumentException("interval [%s, %s] is none".formatted(lower, upper));
    }
    if (!(0 < level && level < 1)) {
      throw new IllegalArgumentException("level %s must be in (0, 1)".formatted(level));
    }
  }
}
