package perennial.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoefficientsTest {
  private static final GammaGamma SPEND = new GammaGamma(6, 4, 15);

  /** Where a model is made or read, not when the first customer asks. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void constructor_coefficientNotFinite_isRefused(double bad) {
    List<String> names = List.of("visits");
    assertRefused(bad, () -> new CovariateEffects(names, List.of(bad), List.of(0.0)));
    assertRefused(bad, () -> new CovariateEffects(names, List.of(0.0), List.of(bad)));
    assertRefused(bad, () -> new ScaledGammaGamma(SPEND, 0, names, List.of(bad)));
    assertRefused(bad, () -> new ScaledGammaGamma(SPEND, bad, List.of(), List.of()));
  }

  private static void assertRefused(double bad, Runnable construction) {
    String said = assertThrows(IllegalArgumentException.class, construction::run).toString();
    assertTrue(said.contains("coefficient " + bad + " of '"), said);
  }
}
