package perennial.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HoldoutEvaluationTest {

  @Test
  void measures_fourCustomers_areAsByHand() {
    HoldoutMeasures m =
        HoldoutEvaluation.measures(new double[] {0.5, 1, 2, 4.5}, new int[] {0, 1, 4, 3});
    assertEquals(8, m.predictedPurchases());
    assertEquals(4 / 4.0, m.mae());
    assertEquals(Math.sqrt((.25 + 4 + 2.25) / 4), m.rmse());
    assertEquals(0, m.bias());
    // ranks -1.5 -.5 .5 1.5: predicted order 0 1 4 3 gives 6, the perfect order 0 1 3 4 gives 7
    assertEquals(6 / 7.0, m.gini(), 1e-15);
  }

  @Test
  void measures_overestimate_hasPositiveBias() {
    assertEquals(1.5, HoldoutEvaluation.measures(new double[] {2, 3}, new int[] {1, 1}).bias());
  }

  @Test
  void normalisedGini_perfectAndReversed_areOneAndMinusOne() {
    int[] actual = {0, 2, 5, 9};
    assertEquals(1, HoldoutEvaluation.normalisedGini(new double[] {.1, .2, .3, .4}, actual));
    assertEquals(-1, HoldoutEvaluation.normalisedGini(new double[] {4, 3, 2, 1}, actual));
  }

  @Test
  void normalisedGini_ties_doNotDependOnOrder() {
    double[] predicted = {1, 1, 1, 2, 2};
    double one = HoldoutEvaluation.normalisedGini(predicted, new int[] {0, 3, 1, 5, 0});
    double other = HoldoutEvaluation.normalisedGini(predicted, new int[] {3, 1, 0, 0, 5});
    assertEquals(one, other);
    assertEquals(0, HoldoutEvaluation.normalisedGini(new double[] {7, 7, 7}, new int[] {0, 1, 2}));
    assertEquals(0, HoldoutEvaluation.normalisedGini(new double[] {1, 2, 3}, new int[] {4, 4, 4}));
  }

  @Test
  void byFrequency_upToManyRepeats_groupsSevenAndMore() {
    List<CalibrationGroup> groups =
        HoldoutEvaluation.byFrequency(
            new int[] {0, 0, 2, 7, 30}, new double[] {.1, .3, 1, 5, 7}, new int[] {0, 1, 1, 4, 9});
    assertEquals(
        List.of(
            new CalibrationGroup("0", 2, .5, .2),
            new CalibrationGroup("2", 1, 1, 1),
            new CalibrationGroup("7+", 2, 6.5, 6)),
        groups);
  }

  @Test
  void byDecile_twentyThreeCustomers_differInSizeByOneAtMost() {
    double[] predicted = new double[23];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = 23 - i;
    }
    List<CalibrationGroup> deciles = HoldoutEvaluation.byDecile(predicted, new int[23]);
    assertEquals(10, deciles.size());
    assertEquals("1", deciles.getFirst().label());
    assertEquals(2, deciles.getFirst().meanPredicted()); // 1, 2 and 3
    assertEquals(23, deciles.stream().mapToLong(CalibrationGroup::customers).sum());
    for (CalibrationGroup decile : deciles) {
      assertEquals(2.5, decile.customers(), 0.5);
    }
  }

  @Test
  void correlation_linearAndConstant_areOneAndZero() {
    assertEquals(
        1, HoldoutEvaluation.correlation(new int[] {1, 2, 3}, new double[] {2, 4, 6}), 1e-15);
    assertEquals(0, HoldoutEvaluation.correlation(new int[] {1, 2, 3}, new double[] {5, 5, 5}));
    assertEquals(0, HoldoutEvaluation.correlation(new int[0], new double[0]));
  }

  @Test
  void measures_badInput_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> HoldoutEvaluation.measures(new double[2], new int[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> HoldoutEvaluation.measures(new double[0], new int[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> HoldoutEvaluation.measures(new double[] {Double.NaN}, new int[1]));
  }

  @Test
  void baselines_threeCustomers_areAsByHand() {
    assertArrayEquals(new double[] {3, 0, 1}, Baselines.repeatLastPeriod(new int[] {3, 0, 1}), 0);
    assertArrayEquals(
        new double[] {3, 0, 0},
        Baselines.historicalAverage(new int[] {2, 0, 0}, new double[] {60, 60, 0}, 90),
        1e-15);
  }
}
