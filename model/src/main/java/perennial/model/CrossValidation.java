package perennial.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import perennial.math.Optimum;
import perennial.math.QuasiNewton;

/**
 * Chooses the weight of the penalty: customers are dealt into folds by a hash of the seed and of
 * their place in an order that does not depend on the input's, and the weight wins under which the
 * likelihood of the fold left out is highest, over all folds.
 *
 * <p>The best weight is taken, not the largest within one standard error of it: that rule is for
 * choosing a sparse model, and here it would shrink effects that are there.
 */
final class CrossValidation {
  private static final int FOLDS = 5;
  private static final double TOLERANCE = 1e-6;
  private static final int ITERATIONS = 200;

  /** Weights per customer and coefficient: from hardly any shrinkage to all but complete. */
  private static final double[] SHARES = {0, 1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 10};

  private final List<CovariateLikelihood> folds;
  private final double customers;

  CrossValidation(CovariateSearch search, long seed) {
    int[] all = search.customers();
    if (all.length < FOLDS) {
      throw new IllegalArgumentException(
          "%d customers are too few to choose a penalty by cross-validation".formatted(all.length));
    }
    customers = all.length;
    folds = new ArrayList<>();
    Integer[] dealt = IntStream.range(0, all.length).boxed().toArray(Integer[]::new);
    Arrays.sort(dealt, java.util.Comparator.comparingLong(i -> hash(seed, i)));
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      int[] members =
          IntStream.range(0, all.length)
              .filter(i -> i % FOLDS == fold)
              .map(i -> dealt[i])
              .sorted()
              .map(i -> all[i])
              .toArray();
      folds.add(search.likelihood(members));
    }
  }

  /** The finaliser of splitmix64. */
  private static long hash(long seed, int i) {
    long z = seed * 0x9E3779B97F4A7C15L + i + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * @param start near the optimum
   */
  double weight(double[] start) {
    double[] left = new double[SHARES.length];
    for (int f = 0; f < FOLDS; f++) {
      List<CovariateLikelihood> others = new ArrayList<>(folds);
      CovariateLikelihood out = others.remove(f);
      double[] point = start;
      for (int s = 0; s < SHARES.length; s++) {
        double weight = SHARES[s] * customers * (FOLDS - 1) / FOLDS;
        Optimum found =
            new QuasiNewton(CovariateLikelihood.objective(others, weight), ITERATIONS, TOLERANCE)
                .minimize(point);
        point = found.point();
        left[s] += out.logLikelihood(point);
      }
    }
    int best = 0;
    for (int s = 1; s < SHARES.length; s++) {
      if (left[s] >= left[best]) {
        best = s;
      }
    }
    return SHARES[best] * customers;
  }
}
