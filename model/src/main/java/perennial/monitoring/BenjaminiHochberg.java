package perennial.monitoring;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusted p-values: those at most q are the findings of which on average at most a share q is
 * false. Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57(1), 289-300;
 * as {@code scipy.stats.false_discovery_control(p, method="bh")}.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * @param pValues each in [0, 1]
   * @return adjusted ones in the same order, each in [0, 1] and at least the p-value
   */
  public static double[] adjusted(double[] pValues) {
    int count = pValues.length;
    int[] fromLargest =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[count];
    double least = 1;
    for (int i = 0; i < count; i++) {
      int at = fromLargest[i];
      least = Math.min(least, pValues[at] * count / (count - i));
      adjusted[at] = least;
    }
    return adjusted;
  }
}
