package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;

class FitPropertiesTest {
  @Test
  void fit_rowsInAnotherOrder_isBitwiseTheSame() {
    SplittableRandom random = new SplittableRandom(8);
    int n = 3000;
    int[] x = new int[n];
    double[] recency = new double[n];
    double[] age = new double[n];
    for (int i = 0; i < n; i++) {
      age[i] = random.nextInt(100, 300) + (i % 3 == 0 ? 0.25 : 0);
      x[i] = Math.max(0, random.nextInt(-5, 6));
      recency[i] = x[i] == 0 ? 0 : random.nextInt(1, (int) age[i]);
    }
    FitResult<MbgNbd> fit =
        new MbgNbdFitter().fit(PurchaseData.ofCustomers(TimeUnit.DAY, x, recency, age));
    List<Integer> order = IntStream.range(0, n).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new java.util.Random(1));
    FitResult<MbgNbd> shuffled =
        new MbgNbdFitter()
            .fit(
                PurchaseData.ofCustomers(
                    TimeUnit.DAY,
                    order.stream().mapToInt(i -> x[i]).toArray(),
                    order.stream().mapToDouble(i -> recency[i]).toArray(),
                    order.stream().mapToDouble(i -> age[i]).toArray()));
    assertEquals(fit, shuffled);
  }

  @Test
  void ofCustomers_identicalHistories_collapse() {
    PurchaseData data =
        PurchaseData.ofCustomers(
            TimeUnit.WEEK,
            new int[] {2, 0, 2, 1, 0},
            new double[] {14, 0, 14, 7, 0},
            new double[] {28, 28, 28, 28, 28});
    assertEquals(3, data.rows());
    assertEquals(5, data.customers());
    assertEquals(0, data.x(0));
    assertEquals(2, data.weight(0));
    assertEquals(2, data.x(2));
    assertEquals(2, data.tx(2));
    assertEquals(4, data.age(2));
  }

  @Test
  void ofDays_fractionalDaysAndWeights_collapseAlike() {
    PurchaseData data =
        PurchaseData.ofDays(
            TimeUnit.DAY,
            new int[] {1, 0, 1},
            new double[] {.5, 0, .5},
            new double[] {2.25, 1, 2.25},
            new double[] {.5, 3, 1.5});
    assertEquals(2, data.rows());
    assertEquals(2, data.weight(1));
    assertEquals(2.25, data.age(1));
  }

  @Test
  void ofDays_badRow_isNamed() {
    double[][] bad = {{1, 5, 4}, {1, 0, 4}, {0, 2, 4}, {1, -1, 4}, {1, 2, Double.NaN}};
    for (double[] row : bad) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      PurchaseData.ofCustomers(
                          TimeUnit.DAY,
                          new int[] {0, (int) row[0]},
                          new double[] {0, row[1]},
                          new double[] {9, row[2]}),
                  Arrays.toString(row))
              .toString();
      assertTrue(message.contains("row 1: x "), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PurchaseData.ofDays(
                TimeUnit.DAY, new int[1], new double[1], new double[1], new double[] {0}));
  }

  @Test
  void fit_nothingToLearnFrom_saysWhy() {
    PurchaseData none =
        PurchaseData.ofCustomers(TimeUnit.DAY, new int[0], new double[0], new double[0]);
    assertThrows(IllegalArgumentException.class, () -> new BgNbdFitter().fit(none));
    PurchaseData noRepeats =
        PurchaseData.ofCustomers(
            TimeUnit.DAY, new int[3], new double[3], new double[] {10, 20, 30});
    String message =
        assertThrows(IllegalArgumentException.class, () -> new MbgNbdFitter().fit(noRepeats))
            .toString();
    assertTrue(message.contains("none of the 3 customers has a repeat purchase"), message);
    SpendData noSpend = SpendData.of(new int[0], new double[0], new double[0]);
    assertThrows(IllegalArgumentException.class, () -> new GammaGammaFitter().fit(noSpend));
  }

  @Test
  void fit_oneKindOfCustomer_isNotConvergedWithReason() {
    PurchaseData data =
        PurchaseData.ofDays(
            TimeUnit.DAY, new int[] {3}, new double[] {30}, new double[] {40}, new double[] {50});
    for (FitResult<?> fit : List.of(new BgNbdFitter().fit(data), new MbgNbdFitter().fit(data))) {
      assertFalse(fit.converged());
      assertFalse(fit.warnings().isEmpty());
      assertTrue(fit.parameters().stream().allMatch(Double::isFinite));
      assertTrue(Double.isFinite(fit.logLikelihood()));
      assertTrue(Double.isFinite(fit.gradientNorm()));
    }
  }

  /** Weights may be shares of one customer. */
  @Test
  void fit_weightsNearZero_isTheSameFitWithFiniteCriteria() {
    PurchaseData whole = FitSamples.purchases();
    int n = whole.rows();
    FitResult<MbgNbd> fit = new MbgNbdFitter().fit(weighted(whole, 1));
    FitResult<MbgNbd> light = new MbgNbdFitter().fit(weighted(whole, 1e-12));
    for (int i = 0; i < 4; i++) {
      assertEquals(fit.parameters().get(i), light.parameters().get(i), 1e-4 * n);
    }
    assertTrue(Double.isFinite(light.aic()));
    assertTrue(Double.isFinite(light.bic()));
  }

  private static PurchaseData weighted(PurchaseData data, double factor) {
    int n = data.rows();
    return PurchaseData.ofDays(
        TimeUnit.DAY,
        IntStream.range(0, n).map(data::x).toArray(),
        IntStream.range(0, n).mapToDouble(data::tx).toArray(),
        IntStream.range(0, n).mapToDouble(data::age).toArray(),
        IntStream.range(0, n).mapToDouble(i -> factor * data.weight(i)).toArray());
  }

  @Test
  void fit_constantSpend_isNotConvergedWithReason() {
    int[] n = {1, 2, 3, 4};
    double[] z = {10, 10, 10, 10};
    FitResult<GammaGamma> fit =
        new GammaGammaFitter().fit(SpendData.of(n, z, new double[] {1, 1, 1, 1}));
    assertFalse(fit.converged());
    assertFalse(fit.warnings().isEmpty());
    assertTrue(Double.isFinite(fit.model().expectedSpend(3, 10)));
  }

  @Test
  void fit_otherCurrencyUnit_scalesGammaOnly() {
    SpendData data = FitSamples.spend();
    int[] n = new int[data.rows()];
    double[] cents = new double[data.rows()];
    double[] weight = new double[data.rows()];
    for (int i = 0; i < n.length; i++) {
      n[i] = data.n(i);
      cents[i] = 100 * data.meanSpend(i);
      weight[i] = data.weight(i);
    }
    FitResult<GammaGamma> euros = new GammaGammaFitter().fit(data);
    FitResult<GammaGamma> inCents = new GammaGammaFitter().fit(SpendData.of(n, cents, weight));
    assertArrayEquals(
        new double[] {euros.model().p(), euros.model().q(), 100 * euros.model().gamma()},
        new double[] {inCents.model().p(), inCents.model().q(), inCents.model().gamma()},
        1e-6 * euros.model().gamma());
  }
}
