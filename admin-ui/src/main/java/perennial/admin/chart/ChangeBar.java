package perennial.admin.chart;

/**
 * A change as a bar to the left (better) or right (worse) of the middle.
 *
 * @param tone {@code better}, {@code worse} or {@code same}
 */
public record ChangeBar(String x, String width, String tip, String tone) {
  /** Changes of this size and more fill half of the width. */
  private static final double FULL = 0.12;

  /**
   * @param worsening relative change, positive when worse
   */
  public static ChangeBar of(double worsening, String tone) {
    double end = 0.5 + 0.5 * Math.clamp(worsening / FULL, -0.96, 0.96);
    return new ChangeBar(
        Scale.percentOf(Math.min(0.5, end)),
        Scale.percentOf(Math.abs(end - 0.5)),
        Scale.percentOf(end),
        tone);
  }
}
