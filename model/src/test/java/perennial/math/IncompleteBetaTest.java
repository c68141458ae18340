package perennial.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.junit.jupiter.api.Test;

class IncompleteBetaTest {
  @Test
  void value_seededGrid_isTheLibrarysTo1e9() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 20_000; i++) {
      double a = Math.exp(10 * random.nextDouble() - 3);
      double b = Math.exp(9 * random.nextDouble());
      double spread = Math.sqrt(1 / a + 1 / b);
      double logOdds = Math.log(a / b) + 5 * spread * (2 * random.nextDouble() - 1);
      double w = 1 / (1 + Math.exp(-logOdds));
      double power =
          Math.exp(
              a * Math.log(w) - b * Math.log1p(Math.exp(logOdds)) - GammaFunctions.logBeta(a, b));
      double tolerance = a > 300 && b > 300 ? 2e-6 : 1e-9;
      double actual = IncompleteBeta.value(a, b, logOdds, power);
      assertEquals(RegularizedBeta.value(w, a, b), actual, tolerance, a + " " + b + " " + w);
    }
  }
}
