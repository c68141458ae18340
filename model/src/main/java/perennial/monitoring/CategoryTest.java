package perennial.monitoring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The chi-square test of homogeneity of a reference's and a window's categories, without correction
 * for continuity. Categories of which fewer than 5 customers are expected on either side are one
 * category together, with those the reference does not know; it takes in the next rarest while it
 * is itself too rare.
 *
 * @param statistic chi-square
 * @param degrees of freedom, after pooling
 * @param pValue 1 when fewer than two categories are left
 */
record CategoryTest(double statistic, int degrees, double pValue) {
  private static final double ENOUGH_EXPECTED = 5;

  private static final CategoryTest NOTHING = new CategoryTest(0, 0, 1);

  /** Of counts in the same order; the last category is the unseen ones. */
  static CategoryTest of(long[] a, long[] b) {
    double n = Counts.sum(a);
    double m = Counts.sum(b);
    if (n == 0 || m == 0) {
      return NOTHING;
    }
    double enough = ENOUGH_EXPECTED * (n + m) / Math.min(n, m);
    int[] byRarity =
        IntStream.range(0, a.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> a[i] + b[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    long pooledA = 0;
    long pooledB = 0;
    int next = 0;
    while (next < byRarity.length && mustPool(a, b, byRarity[next], pooledA + pooledB, enough)) {
      pooledA += a[byRarity[next]];
      pooledB += b[byRarity[next]];
      next++;
    }
    int[] kept = Arrays.copyOfRange(byRarity, next, byRarity.length);
    boolean pooled = pooledA + pooledB > 0;
    int categories = kept.length + (pooled ? 1 : 0);
    if (categories < 2) {
      return NOTHING;
    }
    double statistic = pooled ? term(pooledA, pooledB, n, m) : 0;
    for (int category : kept) {
      statistic += term(a[category], b[category], n, m);
    }
    return new CategoryTest(statistic, categories - 1, Tails.chiSquare(statistic, categories - 1));
  }

  /** Whether the category is too rare, or what is pooled so far is. */
  private static boolean mustPool(long[] a, long[] b, int category, long pooled, double enough) {
    return a[category] + b[category] < enough || (pooled > 0 && pooled < enough);
  }

  private static double term(double a, double b, double n, double m) {
    double all = a + b;
    double expectedA = all * n / (n + m);
    double expectedB = all * m / (n + m);
    return (a - expectedA) * (a - expectedA) / expectedA
        + (b - expectedB) * (b - expectedB) / expectedB;
  }
}
