package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GammaGammaTest {
  private static final GammaGamma PUBLISHED = new GammaGamma(6.25, 3.74, 15.44);
  private static final GammaGamma FITTED = new GammaGamma(6.24934918, 3.74425633, 15.44430668);

  /** The first ten customers of CDNOW: expectations from the note, and at our own estimate. */
  @ParameterizedTest
  @CsvSource({
    "2, 22.345, 24.66, 24.65",
    "1, 11.77, 18.92, 18.91",
    "0, 0, 35.22, 35.17",
    "7, 73.74, 71.47, 71.46",
    "1, 11.77, 18.92, 18.91",
    "2, 25.55, 27.29, 27.28",
  })
  void expectedSpend_firstCustomers_isPublished(
      int n, double mean, double published, double fitted) {
    assertEquals(published, PUBLISHED.expectedSpend(n, mean), 6e-3);
    assertEquals(fitted, FITTED.expectedSpend(n, mean), 6e-3);
  }

  @Test
  void expectedSpend_manyPurchases_tendsToOwnMean() {
    assertEquals(1000, PUBLISHED.expectedSpend(1_000_000, 1000), 1e-3);
  }

  @Test
  void expectedSpend_largestMean_isFinite() {
    assertTrue(Double.isFinite(PUBLISHED.expectedSpend(5, Double.MAX_VALUE)));
  }

  @Test
  void logLikelihood_oneCustomer_integratesToOne() {
    double sum = 0;
    double step = 1e-3;
    for (double y = -12; y < 14; y += step) { // over the logarithm of the mean
      sum += Math.exp(PUBLISHED.logLikelihood(3, Math.exp(y)) + y) * step;
    }
    assertEquals(1, sum, 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void constructor_qNotAbove1_isRefused(double q) {
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> new GammaGamma(6, q, 15));
    assertTrue(refused.toString().contains("parameter q " + q), refused::toString);
  }
}
