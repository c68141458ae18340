package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureCountsTest {
  private static final FeatureKey KEY = new FeatureKey("amount", Segment.ALL, Period.WEEK);

  private static double[] values(SplittableRandom random, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      values[i] =
          u < 0.05
              ? Double.NaN
              : u < 0.2 ? 0 : u < 0.3 ? 9.99 : Math.exp(3 * random.nextGaussian()) - 0.5;
    }
    return values;
  }

  private static NumericCounts count(NumericReference reference, double[] values) {
    NumericCounts counts = reference.emptyCounts();
    for (double value : values) {
      counts.add(value);
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void merge_ofParts_isCountingTogether(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NumericReference reference =
        NumericReference.of(KEY, FeatureRole.FLOW, values(random, random.nextInt(2000)));
    double[] window = values(random, 1 + random.nextInt(2000));
    int cut = random.nextInt(window.length + 1);
    NumericCounts parts = count(reference, Arrays.copyOf(window, cut));
    parts.merge(count(reference, Arrays.copyOfRange(window, cut, window.length)));
    NumericCounts together = count(reference, window);
    assertEquals(together.bins(), parts.bins());
    assertEquals(together.mean(), parts.mean(), 1e-9 * Math.abs(together.mean()));
    assertEquals(together.positionAbove(), parts.positionAbove(), 1e-12);
    assertEquals(window.length, parts.customers());
    assertEquals(Arrays.stream(window).filter(Double::isNaN).count(), parts.missing());
  }

  @Test
  void bins_holdWhatTheirEdgesSay() {
    double[] values = values(new SplittableRandom(7), 3000);
    NumericReference reference = NumericReference.of(KEY, FeatureRole.FLOW, values);
    List<Double> edges = reference.edges();
    for (int i = 1; i < edges.size(); i++) {
      double low = edges.get(i - 1);
      double high = edges.get(i);
      long expected = Arrays.stream(values).filter(v -> v != 0 && low < v && v <= high).count();
      assertEquals(expected, reference.counts().get(NumericReference.FIRST + i));
    }
    assertEquals(Arrays.stream(values).filter(v -> v == 0).count(), reference.counts().get(1));
    assertEquals(0, reference.counts().get(NumericReference.BELOW));
    assertEquals(0, reference.counts().getLast());
    NumericCounts outside = count(reference, new double[] {-1e9, 1e9, 1e9, 0, -0.0, 1 / 0.0});
    List<Long> bins = outside.bins();
    assertEquals(List.of(1L, 2L, 1L), bins.subList(0, 3));
    assertEquals(2, bins.getLast());
  }

  @Test
  void deciles_holdATenthEach() {
    double[] values = new SplittableRandom(5).doubles(10_000).toArray();
    NumericReference reference = NumericReference.of(KEY, FeatureRole.FLOW, values);
    long[] deciles = reference.byDecile(reference.counts());
    assertEquals(13, deciles.length);
    assertTrue(Arrays.stream(deciles, 2, 12).allMatch(count -> count == 1000));
  }

  @Test
  void merge_overOtherBins_isRefused() {
    NumericCounts one = NumericReference.of(KEY, FeatureRole.FLOW, new double[] {1}).emptyCounts();
    NumericCounts two = NumericReference.of(KEY, FeatureRole.FLOW, new double[] {2}).emptyCounts();
    assertThrows(IllegalArgumentException.class, () -> one.merge(two));
    CategoricalCounts names =
        CategoricalReference.of(KEY, FeatureRole.FLOW, List.of("a")).emptyCounts();
    assertThrows(IllegalArgumentException.class, () -> one.merge(names));
    assertThrows(IllegalArgumentException.class, () -> names.merge(one));
  }

  @Test
  void merge_ofCategories_isCountingTogether() {
    CategoricalReference reference =
        CategoricalReference.of(KEY, FeatureRole.FLOW, List.of("email", "shop", "email"));
    CategoricalCounts one = reference.emptyCounts();
    CategoricalCounts two = reference.emptyCounts();
    one.add("email");
    one.add("fax");
    two.add(null);
    two.add("shop", 5);
    one.merge(two);
    assertEquals(List.of(1L, 5L), one.counts());
    assertEquals(1, one.unseen());
    assertEquals(1, one.missing());
    assertEquals(8, one.customers());
  }

  @Test
  void reference_ofNothing_hasNoEdges() {
    for (List<Double> values :
        List.of(List.<Double>of(), Collections.nCopies(9, Double.NaN), List.of(0.0, 0.0))) {
      NumericReference reference =
          NumericReference.of(
              KEY, FeatureRole.FLOW, values.stream().mapToDouble(Double::doubleValue).toArray());
      assertEquals(List.of(), reference.edges());
      assertEquals(values.size(), reference.customers());
      assertEquals(1, count(reference, new double[] {-3}).bins().getLast());
    }
  }

  @Test
  void reference_ofAConstant_hasOneEdge() {
    double[] values = new double[500];
    Arrays.fill(values, 42);
    NumericReference reference = NumericReference.of(KEY, FeatureRole.FLOW, values);
    assertEquals(List.of(42.0), reference.edges());
    assertEquals(List.of(0), reference.deciles());
    assertEquals(List.of(0L, 0L, 0L, 500L, 0L), reference.counts());
    assertEquals(42, reference.mean());
  }
}
