package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * BG/BB, sBG and BdW against direct sums of the papers' formulas in 60 digits, up to 100,000
 * opportunities and with parameters from 1e-4 to 1e5.
 */
class OpportunityReferenceTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvFileSource(resources = "opportunity_reference.csv", useHeadersInDisplayName = true)
  void formulas_extremePoints_agreeToTwelveDigits(
      String family,
      String parameters,
      int x,
      double tx,
      double age,
      double t,
      double rate,
      int count,
      double logLikelihood,
      double alive,
      double expected,
      double discounted,
      double atLeast) {
    PurchaseModel model = model(family, parameters);
    // A logarithm keeps the absolute error of its terms, which are of the size of x.
    assertNear(logLikelihood, model.logLikelihood(x, tx, age), 1e-16 * x);
    assertNear(alive, model.probabilityAlive(x, tx, age), 0);
    assertNear(expected, model.expectedPurchases(x, tx, age, t), 0);
    assertNear(discounted, model.discountedPurchases(x, tx, age, t, rate), 0);
    double actual = model.future(x, tx, age).probabilityAtLeast(count, t);
    // Choices among thousands have logarithms of thousands, whose digits are lost.
    assertEquals(atLeast, actual, (TOLERANCE + 1e-15 * count * Math.log(2 + t)) * atLeast);
  }

  private static void assertNear(double expected, double actual, double absolute) {
    assertTrue(Double.isFinite(actual), () -> "" + actual);
    assertEquals(expected, actual, TOLERANCE * Math.abs(expected) + absolute);
  }

  private static PurchaseModel model(String family, String parameters) {
    double[] p = Arrays.stream(parameters.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return switch (family) {
      case "bg-bb" -> new BgBb(1, 1, 1, 1).withParameters(p);
      case "sbg" -> new Sbg(1, 1).withParameters(p);
      default -> new Bdw(1, 1, 1).withParameters(p);
    };
  }
}
