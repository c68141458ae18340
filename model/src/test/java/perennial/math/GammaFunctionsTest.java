package perennial.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values: mpmath 1.4.1, 40 digits. */
class GammaFunctionsTest {
  @ParameterizedTest
  @CsvSource({
    "1e-300, 690.77552789821370518",
    "1e-5, 11.512919692895825626",
    "0.25, 1.2880225246980774574",
    "1, 0.0",
    "2, 0.0",
    "3.7, 1.4280723266653881292",
    "9.99, 12.77931521435019336",
    "10, 12.801827480081469611",
    "123.456, 469.6055471299294835",
    "1e5, 1051287.7089736568949",
    "1e15, 33538776394910668.91",
  })
  void logGamma_anySize_isReference(double z, double expected) {
    assertEquals(expected, GammaFunctions.logGamma(z), 4e-15 + 1e-15 * Math.abs(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0.243, 0, 0.0",
    "0.243, 1, -1.4146938356415886207",
    "0.243, 100000, 1051289.1885700404272",
    "100000, 0.243, 2.7976399682319775139",
    "1000000, 0.01, 0.13815510062964193542",
    "100000, 100000, 1189921.6360350049573",
    "12, 3.5, 9.0346066452417277847",
    "1e-3, 1e-3, -0.69372193162449371682",
  })
  void logGammaRatio_largeAndSmall_keepsDigits(double z, double d, double expected) {
    assertEquals(expected, GammaFunctions.logGammaRatio(z, d), 1e-14 + 4e-15 * Math.abs(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0.793, 2.426, -0.51156928859370334287",
    "0.793, 100002.426, -8.9708969806473837191",
    "100000, 0.01, 4.484350672892400265",
    "100000, 200000, -190958.88527911684967",
    "1e-4, 1e-4, 9.9034875360891910641",
  })
  void logBeta_largeAndSmall_keepsDigits(double a, double b, double expected) {
    assertEquals(expected, GammaFunctions.logBeta(a, b), 1e-14 + 4e-15 * Math.abs(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0.7, 1.2, 0, 0",
    "0.7, 1.2, 1, -0.45953232937844014004",
    "0.7, 1.2, 100000, -8.0126653613618271464",
    "1e-8, 14, 1e-11, -7.4040268636585608141e-21",
    "1e-8, 14, 1e5, -8.9101423652603405673e-8",
    "1e5, 1e5, 1e-9, -6.9314968056619285257e-10",
    "1e-9, 0.5, 0.001, -4.9264039966001624615e-12",
    "1e5, 0.01, 1e5, -138638.41834351751041",
    "7.9e7, 4.63e8, 8, -1.2603115700126517899",
    "1e8, 1e-8, 1, -36.841361487904731023",
    "1e-3, 1e5, 1e-3, -1.0000049900165668245e-11",
    "1e-10, 1e9, 1e-10, -1.0000000005000000729e-29",
    "3, 1e12, 1e-6, -2.9999999999969998627e-18",
    "1e9, 5, 1e-4, -0.0019217137106948190066",
    "0.05, 11, 0.05, -0.00023679084227897401533",
    "0.009, 12, 0.009, -7.033554798926361049e-6",
  })
  void logBetaRatio_largeAndSmall_keepsDigits(double a, double z, double t, double expected) {
    assertEquals(expected, GammaFunctions.logBetaRatio(a, z, t), 1e-14 * Math.abs(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0.243, 0, 0.0",
    "0.243, 1, 4.1152263374485597761",
    "0.243, 32, 7.8088074374830594972",
    "0.243, 33, 7.8398219212469772468",
    "100000, 3, 0.000029999700004999910002",
    "2.5, 100000, 10.809788824129154399",
  })
  void digammaRise_fewAndMany_keepsDigits(double z, int n, double expected) {
    assertEquals(expected, GammaFunctions.digammaRise(z, n), 1e-14 * expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 1.4340079537031842008",
    "0.5, 0.15342640972002734529",
    "5, 0.016644691189821192163",
    "10, 0.0083305634333628712565",
    "1e5, 8.3333333333055555556e-7",
  })
  void stirlingRemainder_smallAndLarge_isReference(double z, double expected) {
    assertEquals(expected, GammaFunctions.stirlingRemainder(z), 1e-14);
  }
}
