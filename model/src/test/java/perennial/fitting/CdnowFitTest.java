package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.evaluation.HoldoutEvaluation;
import perennial.evaluation.HoldoutMeasures;
import perennial.model.BgNbd;
import perennial.model.ErlangModel;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;

/** The fits and holdout of CDNOW's sample, weeks = days/7 exact, dates and amounts unrounded. */
@EnabledIfEnvironmentVariable(
    named = "PERENNIAL_DATA",
    matches = ".+",
    disabledReason = "needs the real data sets: PERENNIAL_DATA is not set")
class CdnowFitTest {
  private static CdnowSample cdnow;

  @BeforeAll
  static void read() throws IOException {
    cdnow = CdnowSample.read();
  }

  @Test
  void collapse_cdnow_gives1016Rows() {
    PurchaseData data = cdnow.purchases(TimeUnit.WEEK);
    assertEquals(1016, data.rows());
    assertEquals(2357, data.customers());
  }

  @Test
  void fit_bgNbd_isReference() {
    FitResult<BgNbd> fit = new BgNbdFitter().fit(cdnow.purchases(TimeUnit.WEEK));
    assertFit(fit, -9582.429207, 1e-4, new double[] {.0125574, .3782241, .1857338, .7054143});
    assertParameters(fit, 1e-5, new double[] {.242594507, 4.41360179, .792922106, 2.42590708});
    assertHoldout(fit.model(), 1653.41, .7855, 1.6080, .8134);
  }

  @Test
  void fit_mbgNbd_isReference() {
    FitResult<MbgNbd> fit = new MbgNbdFitter().fit(cdnow.purchases(TimeUnit.WEEK));
    assertFit(fit, -9582.135716, 1e-4, new double[] {.083268, .695619, .154789, .537491});
    assertParameters(fit, 1e-5, new double[] {.52484307, 6.18308471, .89135955, 1.6140029});
    assertHoldout(fit.model(), 1576.73, .7648, 1.6072, .4487);
  }

  @Test
  void fit_nbd_isReference() {
    FitResult<Nbd> fit = new NbdFitter().fit(cdnow.purchases(TimeUnit.WEEK));
    assertFit(fit, -9763.6576, 1e-4, new double[0]);
    assertParameters(fit, 1e-5, new double[] {.384766, 12.07201});
    assertHoldout(fit.model(), 2929.82, 1.0410, 1.8595, 1);
  }

  /** The likelihood is flat in beta: four digits of it mean nothing. */
  @Test
  void fit_paretoNbd_isReference() {
    FitResult<ParetoNbd> fit = new ParetoNbdFitter().fit(cdnow.purchases(TimeUnit.WEEK));
    assertFit(fit, -9594.976179, 1e-4, new double[] {.0476279, .8427223, .1872805, 6.2110846});
    assertParameters(fit, 1e-4, new double[] {.55327702, 10.57768321, .60623997, 11.66873501});
    assertHoldout(fit.model(), 1665.51, .7545, 1.6028, .4463);
  }

  /** k = 1 is chosen, and is BG/NBD and MBG/NBD. */
  @Test
  void fit_erlang_choosesK1() {
    PurchaseData data = cdnow.purchases(TimeUnit.WEEK);
    FitResult<ErlangModel> bg = ErlangFitter.bg().fit(data);
    assertEquals(1, bg.model().k());
    assertFit(bg, -9582.429207, 1e-4, new double[] {.0125574, .3782241, .1857338, .7054143});
    FitResult<ErlangModel> mbg = ErlangFitter.mbg().fit(data);
    assertEquals(1, mbg.model().k());
    assertFit(mbg, -9582.135716, 1e-4, new double[] {.083268, .695619, .154789, .537491});
    assertEquals(List.of("r", "alpha", "a", "b", "k"), mbg.parameterNames());
    assertEquals(2 * 5 + 2 * 9582.135716, mbg.aic(), 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"day", "week"})
  void fit_erlang2_isReference(String unit) {
    PurchaseData data = cdnow.purchases(TimeUnit.ofLabel(unit));
    double days = 2457 * Math.log(data.timeUnit().days() / 7.0); // one factor a repeat purchase
    double[] none = {};
    assertFit(ErlangFitter.bg().withK(2).fit(data), -9855.3270 + days, 1e-4, none);
    assertFit(ErlangFitter.mbg().withK(2).fit(data), -9853.2531 + days, 1e-4, none);
  }

  /** This code's own figures: CDNOW's purchases come at random, as good as. */
  @Test
  void regularity_cdnow_isNearRandom() {
    TimingRegularity regularity =
        cdnow.purchases(TimeUnit.WEEK).timings().orElseThrow().regularity().orElseThrow();
    assertEquals(918, regularity.pairs());
    assertEquals(1.0899, regularity.k(), 1e-4);
    assertEquals(.0486, regularity.standardError(), 1e-4);
    assertEquals(.0555, regularity.pValue(), 1e-4);
  }

  @Test
  void fit_paretoNbdTwice_isBitwiseTheSame() {
    PurchaseData data = cdnow.purchases(TimeUnit.WEEK);
    assertEquals(new ParetoNbdFitter().fit(data), new ParetoNbdFitter().fit(data));
  }

  @Test
  void fit_gammaGamma_isReference() {
    SpendData data = cdnow.spend();
    assertEquals(946, data.rows());
    FitResult<GammaGamma> fit = new GammaGammaFitter().fit(data);
    assertTrue(fit.converged(), fit.warnings()::toString);
    assertEquals(-4055.917695, fit.logLikelihood(), 1e-4);
    assertParameters(fit, 1e-4, new double[] {6.24934918, 3.74425633, 15.44430668});
  }

  @Test
  void fit_daysInsteadOfWeeks_isSameModel() {
    FitResult<MbgNbd> weeks = new MbgNbdFitter().fit(cdnow.purchases(TimeUnit.WEEK));
    FitResult<MbgNbd> days = new MbgNbdFitter().fit(cdnow.purchases(TimeUnit.DAY));
    double unitConstant = 2457 * Math.log(7); // one factor of the density a repeat purchase
    assertEquals(weeks.logLikelihood() - unitConstant, days.logLikelihood(), 1e-8);
    double inWeeks = weeks.model().expectedPurchases(2, 10, 20, 39);
    double inDays = days.model().expectedPurchases(2, 70, 140, 273);
    assertEquals(inWeeks, inDays, 1e-8 * inWeeks);
    assertEquals(
        7 * weeks.covariance().standardErrors()[1], days.covariance().standardErrors()[1], 1e-4);
  }

  @Test
  void correlation_countAndSpendOfRepeaters_isReference() {
    SpendData data = cdnow.spend();
    int[] n = new int[data.rows()];
    double[] z = new double[data.rows()];
    for (int i = 0; i < n.length; i++) {
      n[i] = data.n(i);
      z[i] = data.meanSpend(i);
    }
    assertEquals(.113888, HoldoutEvaluation.correlation(n, z), 5e-7);
  }

  private static void assertFit(
      FitResult<?> fit, double logLikelihood, double tolerance, double[] standardErrors) {
    assertTrue(fit.converged(), fit.warnings()::toString);
    assertEquals(2357, fit.observations());
    assertEquals(logLikelihood, fit.logLikelihood(), tolerance);
    assertTrue(fit.gradientNorm() < 1e-10);
    double[] actual = fit.covariance().standardErrors();
    for (int i = 0; i < standardErrors.length; i++) {
      assertEquals(standardErrors[i], actual[i], 5e-4 * standardErrors[i]);
    }
  }

  private static void assertParameters(FitResult<?> fit, double relative, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], fit.parameters().get(i), relative * expected[i]);
    }
  }

  private static void assertHoldout(
      PurchaseModel model, double sum, double mae, double rmse, double meanAlive) {
    double[] predicted = new double[cdnow.customers()];
    double alive = 0;
    for (int i = 0; i < predicted.length; i++) {
      double tx = cdnow.recencyDays()[i] / 7;
      double age = cdnow.ageDays()[i] / 7;
      predicted[i] = model.expectedPurchases(cdnow.x()[i], tx, age, 39);
      alive += model.probabilityAlive(cdnow.x()[i], tx, age);
    }
    HoldoutMeasures measures = HoldoutEvaluation.measures(predicted, cdnow.held());
    assertEquals(sum, measures.predictedPurchases(), 1e-2);
    assertEquals(mae, measures.mae(), 5e-5);
    assertEquals(rmse, measures.rmse(), 5e-5);
    assertEquals((sum - 1882) / 2357, measures.bias(), 1e-5);
    assertEquals(meanAlive, alive / predicted.length, 5e-5);
  }
}
