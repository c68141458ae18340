package perennial.admin.chart;

import org.jspecify.annotations.Nullable;

/**
 * An estimate with its interval beside zero, on a scale that rows share.
 *
 * @param zero where zero is
 * @param tone {@code ours} when the interval leaves out zero, else {@code ref}
 */
public record ZeroBar(String zero, String low, String high, String middle, String tone) {
  /**
   * @param reach the largest number in size that any row shows, {@code > 0}
   * @return null when there is nothing to show
   */
  public static @Nullable ZeroBar of(
      double value, double low, double high, double reach, boolean shown) {
    if (!shown) {
      return null;
    }
    Scale x = new Scale(-reach, reach);
    return new ZeroBar(
        x.percent(0),
        x.percent(low),
        x.percent(high),
        x.percent(value),
        low > 0 || high < 0 ? "ours" : "ref");
  }
}
