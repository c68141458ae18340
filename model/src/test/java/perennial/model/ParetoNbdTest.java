package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Pareto/NBD against closed forms in many digits and against published figures. */
class ParetoNbdTest {
  private static final double RELATIVE = 1e-12;

  /** CDNOW's maximum-likelihood estimate, in weeks. */
  private static final ParetoNbd CDNOW =
      new ParetoNbd(.55327702, 10.57768321, .60623997, 11.66873501);

  @ParameterizedTest
  @CsvFileSource(resources = "pareto_reference.csv", useHeadersInDisplayName = true)
  void formulas_referencePoint_agreeTo1e12(
      double r,
      double alpha,
      double s,
      double beta,
      int x,
      double tx,
      double T,
      double t,
      double rate,
      double logLikelihood,
      double alive,
      double aliveAt,
      double expected,
      double discounted,
      double none,
      double three) {
    ParetoNbd model = new ParetoNbd(r, alpha, s, beta);
    assertClose(logLikelihood, model.logLikelihood(x, tx, T), "log-likelihood");
    assertClose(alive, model.probabilityAlive(x, tx, T), "alive");
    assertClose(aliveAt, model.probabilityAliveAt(x, tx, T, t), "alive at T + t");
    assertClose(expected, model.expectedPurchases(x, tx, T, t), "expected");
    assertClose(discounted, model.discountedPurchases(x, tx, T, t, rate), "discounted");
    assertEquals(none, model.probabilityOfCount(x, tx, T, 0, t), 1e-13, "no purchase");
    assertEquals(three, model.probabilityOfCount(x, tx, T, 3, t), 1e-13, "three purchases");
    assertClose(1 - none, model.probabilityActive(x, tx, T, t), "active", 1e-15);
  }

  private static void assertClose(double expected, double actual, String what) {
    // Below the normal range doubles have fewer digits.
    assertClose(expected, actual, what, 1e-300);
  }

  private static void assertClose(double expected, double actual, String what, double absolute) {
    assertEquals(expected, actual, Math.max(RELATIVE * Math.abs(expected), absolute), what);
  }

  /** Points at which other software gives NaN or loses digits; 60-digit quadrature. */
  @ParameterizedTest
  @CsvSource({
    ".55, 10.58, .61, 11.67, 100, 180, 200, -172.228564188042, 6.83979706924e-3",
    ".55, 10.58, .61, 11.67, 400, 180, 200, -112.496308243551, 2.71896854665e-15",
    ".55, 10.58, .61, 11.67, 26, 31, 31, -39.1509393130732, 1",
    ".5143, 2.8845, .2856, 14.1087, 221, 103.42857, 103.57143, -61.5846485617292, .999596052318",
    ".5143, 2.8845, .2856, 14.1087, 161, 94.71429, 98, -87.4292548633085, .749487752258",
    ".55, .05, .61, 80, 2000, 180, 200, 2802.46878184871, 1.37966016147e-88",
    ".5, 200, .6, .01, 3, 10, 30, -19.7959693029733, .466003822162",
    ".5, 5, .6, 5, 3, 10, 30, -10.4596311073912, .179369818084",
  })
  void likelihoodAndAlive_extremeHistory_areReference(
      double r,
      double alpha,
      double s,
      double beta,
      int x,
      double tx,
      double age,
      double logLikelihood,
      double alive) {
    ParetoNbd model = new ParetoNbd(r, alpha, s, beta);
    assertEquals(logLikelihood, model.logLikelihood(x, tx, age), 1e-12 * Math.abs(logLikelihood));
    // Twelve digits are printed.
    assertEquals(alive, model.probabilityAlive(x, tx, age), 2e-12 * alive);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 52, 1.473434, 5e-7",
    "0, 0, 0, 1, .05100637, 5e-9",
    "0, 0, 0, 2, .09962625, 5e-9",
    "0, 0, 0, 9, .39133707, 5e-9",
    "26, 30.857142857142858, 31, 52, 25.455184, 5e-7",
    "10, 20, 39, 52, .7058885, 5e-8",
    "15, 20, 39, 52, .1441508, 5e-8",
    "20, 20, 39, 52, .0224901, 5e-8",
    "25, 20, 39, 52, .00309007, 5e-9",
  })
  void expectedPurchases_cdnow_isReference(
      int x, double tx, double age, double t, double expected, double absolute) {
    assertEquals(expected, CDNOW.expectedPurchases(x, tx, age, t), absolute);
  }

  @Test
  void probabilityAlive_customer1516_isReference() {
    assertEquals(.9978734, CDNOW.probabilityAlive(26, 216 / 7.0, 31), 5e-8);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, .4747636", "1, 20, 3.020664", "2, 30, 6.390082"})
  void discountedPurchases_forEver_isDert(int x, double tx, double expected) {
    double digit = expected < 1 ? 5e-8 : 5e-7;
    assertEquals(
        expected, CDNOW.discountedPurchases(x, tx, 39, Double.POSITIVE_INFINITY, .0027), digit);
  }

  /** The closed form divides by s - 1. */
  @ParameterizedTest
  @CsvSource({"-1e-12", "0", "1e-12", "1e-7", "-1e-7"})
  void expectedPurchases_acrossS1_isContinuous(double offset) {
    ParetoNbd at = new ParetoNbd(.55, 10.58, 1 + offset, 11.67);
    double expected = new ParetoNbd(.55, 10.58, 1, 11.67).expectedPurchases(2, 30, 39, 52);
    assertEquals(expected, at.expectedPurchases(2, 30, 39, 52), (1e-12 + 2 * Math.abs(offset)));
  }
}
