package perennial.admin.chart;

/**
 * A relative change as a bar from the middle, to the right when it is more.
 *
 * @param tone of the verdict
 */
public record EffectBar(String x, String width, String tone) {
  /**
   * @param full the change that fills half of the width
   */
  public static EffectBar of(double change, double full, String tone) {
    double end = 0.5 + 0.5 * Math.clamp(change / full, -1, 1);
    return new EffectBar(
        Scale.percentOf(Math.min(0.5, end)), Scale.percentOf(Math.abs(end - 0.5)), tone);
  }
}
