package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every formula against the closed forms in as many digits as they need. */
class BetaGeometricReferenceTest {
  private static final double RELATIVE = 1e-12;

  @ParameterizedTest
  @CsvFileSource(resources = "beta_geometric_reference.csv", useHeadersInDisplayName = true)
  void formulas_referencePoint_agreeTo1e12(
      int e,
      double r,
      double alpha,
      double a,
      double b,
      int x,
      double tx,
      double T,
      double t,
      double rate,
      double logLikelihood,
      double alive,
      double aliveAt,
      double expected,
      double discounted) {
    PurchaseModel model = e == 0 ? new BgNbd(r, alpha, a, b) : new MbgNbd(r, alpha, a, b);
    assertClose(logLikelihood, model.logLikelihood(x, tx, T), "log-likelihood");
    assertClose(alive, model.probabilityAlive(x, tx, T), "alive");
    assertClose(aliveAt, model.probabilityAliveAt(x, tx, T, t), "alive at T + t");
    assertClose(expected, model.expectedPurchases(x, tx, T, t), "expected");
    assertClose(discounted, model.discountedPurchases(x, tx, T, t, rate), "discounted");
  }

  private static void assertClose(double expected, double actual, String what) {
    // Below the normal range doubles have fewer digits.
    assertEquals(expected, actual, Math.max(RELATIVE * Math.abs(expected), 1e-300), what);
  }
}
