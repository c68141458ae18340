package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;

/** Covariates that cannot be fitted. */
class CovariateRefusalsTest {
  @Test
  void rows_uselessCovariates_areNamed() {
    int[] x = {0, 1, 2};
    double[] tx = {0, 4, 5};
    double[] age = {9, 9, 9};
    assertRefused("'k' is 5.0 for every", x, tx, age, List.of("k"), new double[] {5, 5, 5});
    assertRefused(
        "is a combination of the others",
        x,
        tx,
        age,
        List.of("k", "l"),
        new double[] {1, 2, 4},
        new double[] {3, 5, 9});
    assertRefused(
        "row 1: covariate 'k' NaN", x, tx, age, List.of("k"), new double[] {5, Double.NaN, 5});
    assertRefused(
        "'k' is named twice",
        x,
        tx,
        age,
        List.of("k", "k"),
        new double[] {1, 2, 3},
        new double[] {1, 5, 3});
  }

  private static void assertRefused(
      String message, int[] x, double[] tx, double[] age, List<String> names, double[]... values) {
    String said =
        assertThrows(
                IllegalArgumentException.class,
                () -> new CovariateRows(TimeUnit.DAY, x, tx, age, names, values))
            .toString();
    assertTrue(said.contains(message), said);
  }

  @Test
  void fit_unknownNameOrFamily_isRefused() {
    CovariateRows rows =
        CovariateFitTest.simulated(
            new MbgNbd(.9, 40, .8, 2.5), CovariateFitTest.TRUE_EFFECTS, 100, 6);
    CovariateFitter fitter =
        new CovariateFitter("mbg-nbd", CovariatePenalty.NONE, Set.of("age"), 0);
    assertThrows(IllegalArgumentException.class, () -> fitter.fit(rows));
    assertThrows(IllegalArgumentException.class, () -> CovariateFitTest.fitter("bdw"));
  }

  /** A year is far from 0 beside its spread: said, not silently cut. */
  @Test
  void fit_covariateFarFromZero_isRefusedWithAdvice() {
    CovariateRows rows =
        CovariateFitTest.simulated(
            new MbgNbd(.9, 40, .8, 2.5), CovariateFitTest.TRUE_EFFECTS, 3000, 6);
    double[][] years = {
      rows.values()[0], Arrays.stream(rows.values()[1]).map(v -> 2020 + v).toArray()
    };
    CovariateRows far =
        new CovariateRows(
            TimeUnit.DAY, rows.x(), rows.recencyDays(), rows.ageDays(), rows.names(), years);
    String said =
        assertThrows(
                IllegalArgumentException.class, () -> CovariateFitTest.fitter("mbg-nbd").fit(far))
            .toString();
    assertTrue(said.contains("near 0"), said);
  }
}
