package perennial.fitting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import perennial.math.Objective;
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

  private final Shrinkable model;
  private final double customers;

  /** A model whose likelihood can be taken over folds of its customers. */
  interface Shrinkable {
    /** What is minimised over the customers outside a fold. */
    Objective without(int fold, double weight);

    /** The log-likelihood of the customers in a fold. */
    double logLikelihood(int fold, double[] point);
  }

  /**
   * @param folds as {@link #deal} made them
   */
  CrossValidation(int[][] folds, Shrinkable model) {
    this.model = model;
    customers = Arrays.stream(folds).mapToInt(fold -> fold.length).sum();
  }

  /**
   * Deals customers into folds, each in the order given.
   *
   * @param customers in an order that does not depend on the input's
   * @throws IllegalArgumentException when there are fewer than folds
   */
  static int[][] deal(int[] customers, long seed) {
    if (customers.length < FOLDS) {
      throw new IllegalArgumentException(
          "%d customers are too few to choose a penalty by cross-validation"
              .formatted(customers.length));
    }
    Integer[] dealt = IntStream.range(0, customers.length).boxed().toArray(Integer[]::new);
    Arrays.sort(dealt, Comparator.comparingLong(i -> hash(seed, i)));
    int[][] folds = new int[FOLDS][];
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      folds[f] =
          IntStream.range(0, customers.length)
              .filter(i -> i % FOLDS == fold)
              .map(i -> dealt[i])
              .sorted()
              .map(i -> customers[i])
              .toArray();
    }
    return folds;
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
      double[] point = start;
      for (int s = 0; s < SHARES.length; s++) {
        double weight = SHARES[s] * customers * (FOLDS - 1) / FOLDS;
        Optimum found =
            new QuasiNewton(model.without(f, weight), ITERATIONS, TOLERANCE).minimize(point);
        point = found.point();
        left[s] += model.logLikelihood(f, point);
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
