package perennial.admin.chart;

import org.jspecify.annotations.Nullable;

/**
 * A population stability index over the band in which it lies by chance, with the two limits at
 * which it is large. The axis is a square root, so that both the band and a drift can be seen.
 *
 * @param chance width of the grey band; null when it is not known
 * @param tone of the verdict
 */
public record NullBand(
    @Nullable String chance, String dot, String warn, String alarm, String tone) {
  private static final double WARN = 0.1;
  private static final double ALARM = 0.25;
  private static final double SHORTEST = 0.4;

  /**
   * @param psi at least 0
   * @param null95 95th percentile when nothing has changed; negative when unknown
   * @param largest PSI on the same axis
   */
  public static NullBand of(double psi, double null95, double largest, String tone) {
    Scale x = new Scale(0, Math.sqrt(Math.max(SHORTEST, largest * 1.08)));
    return new NullBand(
        null95 < 0 ? null : x.percent(Math.sqrt(null95)),
        x.percent(Math.sqrt(Math.max(0, psi))),
        x.percent(Math.sqrt(WARN)),
        x.percent(Math.sqrt(ALARM)),
        tone);
  }
}
