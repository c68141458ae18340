package perennial.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaPowerMeanTest {
  /** Seeded parameters at which the ways differ in which is taken; quadrature is always there. */
  @Test
  void value_wideGrid_agreesWithQuadrature() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 3000; i++) {
      double k = Math.pow(10, random.nextDouble(-2, 4));
      double a = Math.pow(10, random.nextDouble(-2, 3));
      double b = Math.pow(10, random.nextDouble(-2, 5));
      double u = Math.pow(10, random.nextDouble(-5, 3));
      double expected = new LogitBetaQuadrature(a, b).powerMean(k, u);
      double actual = new BetaPowerMean(k, a, b).value(u);
      String where = "k=%s a=%s b=%s u=%s".formatted(k, a, b, u);
      assertEquals(expected, actual, 5e-13 * expected + 1e-300, where);
    }
  }

  @Test
  void values_severalPoints_areThoseOfOne() {
    BetaPowerMean mean = new BetaPowerMean(3.5, .8, 5.6);
    double[] u = {0, 1e-9, .1, .5, 1, 7, 900};
    double[] out = new double[u.length];
    mean.values(u, out, u.length);
    for (int i = 0; i < u.length; i++) {
      double single = new BetaPowerMean(3.5, .8, 5.6).value(u[i]);
      assertEquals(single, out[i], 1e-14 * single);
    }
    assertEquals(1, out[0], 1e-14);
  }

  /** mpmath 1.4.1, 50 digits: hyp2f1(k, a, a + b, -u). */
  @ParameterizedTest
  @CsvSource({
    "1.25, 0.8, 2.4, 0.7, 0.83421011680504469443",
    "1.25, 0.8, 2.4, 110.0, 0.078869414713464599754",
    "101.0, 1.0, 3.0, 0.06, 0.36018600107106748118",
    "101.0, 1.0, 3.0, 40.0, 0.00074962130875077303649",
    "10000.0, 1000.0, 3000.0, 0.001, 0.082303036700615253825",
    "100000.0, 0.8, 2.4, 5e-05, 0.42816871231161611825",
    "100000.0, 0.8, 100000.0, 2.0, 0.41524541824969171271",
    "0.3, 0.01, 0.02, 10000.0, 0.64652476687315415476",
    "30.0, 50.0, 0.5, 3.0, 1.1686223506294140913e-18",
    "5000.0, 200.0, 0.01, 0.01, 2.4795048698685374823e-22",
  })
  void value_referencePoint_is2F1(double k, double a, double b, double u, double expected) {
    assertEquals(expected, new BetaPowerMean(k, a, b).value(u), 2e-13 * expected);
    assertEquals(expected, new LogitBetaQuadrature(a, b).powerMean(k, u), 2e-13 * expected);
  }
}
