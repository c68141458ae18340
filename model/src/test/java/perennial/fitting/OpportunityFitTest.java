package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import perennial.model.Bdw;
import perennial.model.BgBb;
import perennial.model.OpportunityFiguresTest;
import perennial.model.Sbg;
import perennial.model.TimeUnit;

/** Fits to the published data; sources as in {@link OpportunityFiguresTest}. */
class OpportunityFitTest {
  private static final TimeUnit YEAR = new TimeUnit(365);
  private static final int[] REGULAR = {1000, 631, 468, 382, 326, 289, 262, 241};
  private static final int[] HIGH_END = {1000, 869, 743, 653, 593, 551, 517, 491};

  static PurchaseData cohort(int[] survivors) {
    int n = survivors.length;
    int[] x = new int[n];
    double[] tx = new double[n];
    double[] age = new double[n];
    double[] weight = new double[n];
    for (int j = 0; j < n; j++) {
      x[j] = j;
      tx[j] = 365.0 * j;
      age[j] = 365.0 * (n - 1);
      weight[j] = survivors[j] - (j + 1 < n ? survivors[j + 1] : 0);
    }
    return PurchaseData.ofDays(YEAR, x, tx, age, weight);
  }

  static PurchaseData donations() {
    int[][] cells = OpportunityFiguresTest.DONATIONS;
    double[] ages = new double[cells.length];
    Arrays.fill(ages, 6 * 365);
    return PurchaseData.ofDays(
        YEAR,
        Arrays.stream(cells).mapToInt(c -> c[0]).toArray(),
        Arrays.stream(cells).mapToDouble(c -> 365.0 * c[1]).toArray(),
        ages,
        Arrays.stream(cells).mapToDouble(c -> c[2]).toArray());
  }

  @Test
  void donations_maximum_isThePublishedOne() {
    FitResult<BgBb> fit = new BgBbFitter().fit(donations());
    assertTrue(fit.converged(), () -> fit.warnings().toString());
    assertEquals(List.of(), fit.warnings());
    assertEquals(-33225.58127, fit.logLikelihood(), 1e-4);
    assertEquals(11_104, fit.observations());
    // Flat: only as far as the likelihood tells them apart.
    assertArrayEquals(
        new double[] {1.203522, .749716, .656718, 2.783442}, fit.model().parameters(), 2e-4);
  }

  @Test
  void cohorts_sbgMaximum_isThePublishedOne() {
    FitResult<Sbg> regular = new SbgFitter().fit(cohort(REGULAR));
    assertTrue(regular.converged(), () -> regular.warnings().toString());
    assertEquals(-1680.265188, regular.logLikelihood(), 1e-4);
    assertArrayEquals(new double[] {.70407732, 1.18204307}, regular.model().parameters(), 2e-6);
    FitResult<Sbg> highEnd = new SbgFitter().fit(cohort(HIGH_END));
    assertEquals(-1611.158147, highEnd.logLikelihood(), 1e-4);
    assertArrayEquals(new double[] {.66808839, 3.8060955}, highEnd.model().parameters(), 2e-5);
  }

  @Test
  void cohorts_bdwMaximum_isThePublishedOne() {
    FitResult<Bdw> regular = new BdwFitter().fit(cohort(REGULAR));
    assertTrue(regular.converged(), () -> regular.warnings().toString());
    assertEquals(-1679.602833, regular.logLikelihood(), 1e-4);
    assertArrayEquals(
        new double[] {.455614, .779326, 1.283451}, regular.model().parameters(), 2e-4);
    FitResult<Bdw> highEnd = new BdwFitter().fit(cohort(HIGH_END));
    assertEquals(-1605.314213, highEnd.logLikelihood(), 1e-4);
    assertArrayEquals(
        new double[] {.214253, 1.426575, 1.723565}, highEnd.model().parameters(), 2e-4);
  }
}
