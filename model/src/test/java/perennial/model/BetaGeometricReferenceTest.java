package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** Shapes so large that the terms of the formula are 1e5 times its value; mpmath, 80 digits. */
  @ParameterizedTest
  @CsvSource({
    "1, 9329.959723685562, .10844039800497352, 599.4293603919344, .06809601125475018, 1, "
        + "2.4025594841203483e-5, 169.46136428303, .210733024237283245",
    "0, 1e6, 3, .7, 2.4, 2, 1e-5, 300, 20.0768678023599544",
    "1, 1e6, 1e6, 7e7, 4e8, 5, 100, 300, -102.706068505875252",
    "0, .25, 4.4, 7e7, 4e8, 5, 100, 300, -24.2882219380568678",
    "1, 3.323165725811766, .18655057620604665, 3.5137423243704013e-6, 10849.025281774819, 0, "
        + "0, 5808.962448516013, -21.8506558079994413",
    "1, 856271.7713231255, 8.732578299482267, 2.4738433044655964e-5, 585801.9837063344, 0, "
        + "0, 2.9969695850671113e-4, -23.8838044668036234",
  })
  void logLikelihood_largeShapes_keepsDigits(
      int e,
      double r,
      double alpha,
      double a,
      double b,
      int x,
      double tx,
      double T,
      double expected) {
    PurchaseModel model = e == 0 ? new BgNbd(r, alpha, a, b) : new MbgNbd(r, alpha, a, b);
    assertClose(expected, model.logLikelihood(x, tx, T), "log-likelihood");
  }

  private static void assertClose(double expected, double actual, String what) {
    // Below the normal range doubles have fewer digits.
    assertEquals(expected, actual, Math.max(RELATIVE * Math.abs(expected), 1e-300), what);
  }
}
