package perennial.monitoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The relative change of the mean predicted CLV that one feature's drift causes: the mean over the
 * window's customers as they are, over the mean of the same customers with this feature as in the
 * reference, less 1.
 *
 * @param effect such as 0.25; empty when the mean to compare with is 0 or nobody is left
 * @param customers compared
 * @param leftOut customers whom the reference's value would make impossible, such as a recency
 *     beyond the age
 */
public record ClvEffect(OptionalDouble effect, long customers, long leftOut) {

  static ClvEffect of(double meanAsIs, double meanMapped, long customers, long leftOut) {
    return new ClvEffect(
        customers > 0 && meanMapped > 0
            ? OptionalDouble.of(Math.min(meanAsIs / meanMapped - 1, Double.MAX_VALUE))
            : OptionalDouble.empty(),
        customers,
        leftOut);
  }

  /**
   * Of a category: each one's customers are weighted so that shares are the reference's. The
   * reference's categories that nobody of the window has are left out of it.
   *
   * @param clv predicted, {@code >= 0}, one a customer
   * @param categories in the same order; null where missing, and such customers are not compared
   * @throws IllegalArgumentException when there are more of one than of the other
   */
  public static ClvEffect ofCategory(
      double[] clv, List<? extends @Nullable String> categories, CategoricalReference reference) {
    if (clv.length != categories.size()) {
      throw new IllegalArgumentException(
          "%d CLVs of %d categories".formatted(clv.length, categories.size()));
    }
    Map<String, RunningMean> byCategory = new HashMap<>();
    RunningMean asIs = new RunningMean();
    for (int i = 0; i < clv.length; i++) {
      String category = categories.get(i);
      if (category != null) {
        asIs.add(clv[i]);
        byCategory.computeIfAbsent(category, name -> new RunningMean()).add(clv[i]);
      }
    }
    double known = 0;
    for (int i = 0; i < reference.categories().size(); i++) {
      known += byCategory.containsKey(reference.categories().get(i)) ? count(reference, i) : 0;
    }
    double reweighted = 0;
    for (int i = 0; i < reference.categories().size(); i++) {
      RunningMean mean = byCategory.get(reference.categories().get(i));
      if (mean != null && known > 0) {
        reweighted += count(reference, i) / known * mean.mean();
      }
    }
    return of(asIs.mean(), reweighted, asIs.count(), 0);
  }

  private static double count(CategoricalReference reference, int category) {
    return reference.counts().get(category);
  }
}
