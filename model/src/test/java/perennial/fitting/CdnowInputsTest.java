package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import perennial.model.BgNbd;
import perennial.model.GammaGamma;
import perennial.model.TimeUnit;

/** What CDNOW's BG/NBD log-likelihood becomes when the histories are built in another way. */
@EnabledIfEnvironmentVariable(
    named = "PERENNIAL_DATA",
    matches = ".+",
    disabledReason = "needs the real data sets: PERENNIAL_DATA is not set")
class CdnowInputsTest {
  private static CdnowSample cdnow;

  @BeforeAll
  static void read() throws IOException {
    cdnow = CdnowSample.read();
  }

  @Test
  void fit_weeksOfTwoDecimals_isTheOneThatOthersShip() {
    assertLogLikelihood(-9582.425561, 1e-4, rounded(cdnow.recencyDays()), rounded(cdnow.ageDays()));
  }

  private static double[] rounded(double[] days) {
    return Arrays.stream(days).map(d -> Math.rint(d / 7 * 100) / 100 * 7).toArray();
  }

  @Test
  void fit_oneDayMoreOfSilence_isNoNoise() {
    double[] ages = Arrays.stream(cdnow.ageDays()).map(age -> age + 1).toArray();
    assertLogLikelihood(-9589.890, 5e-4, cdnow.recencyDays(), ages);
  }

  @Test
  void fit_endOneDayEarlier_isAnotherLikelihood() throws IOException {
    CdnowSample earlier = CdnowSample.read(LocalDate.of(1997, 9, 29), sales -> true);
    assertEquals(-9521.158, fit(earlier).logLikelihood(), 5e-4);
  }

  @Test
  void fit_salesOfZeroLeftOut_isAnotherLikelihood() throws IOException {
    CdnowSample paid = CdnowSample.read(LocalDate.of(1997, 9, 30), sales -> sales > 0);
    assertEquals(-9578.197, fit(paid).logLikelihood(), 5e-4);
  }

  private static FitResult<BgNbd> fit(CdnowSample sample) {
    return new BgNbdFitter().fit(sample.purchases(TimeUnit.WEEK));
  }

  private static void assertLogLikelihood(
      double expected, double tolerance, double[] recency, double[] age) {
    FitResult<BgNbd> fit =
        new BgNbdFitter()
            .fit(PurchaseData.ofCustomers(TimeUnit.WEEK, cdnow.x().clone(), recency.clone(), age));
    assertTrue(fit.converged(), fit.warnings()::toString);
    assertEquals(expected, fit.logLikelihood(), tolerance);
  }

  @Test
  void fit_spendOfAllPurchases_isReference() {
    SpendData data = cdnow.spendOfAll();
    assertEquals(2349, data.rows());
    FitResult<GammaGamma> fit = new GammaGammaFitter().fit(data);
    assertTrue(fit.converged(), fit.warnings()::toString);
    assertEquals(-9898.4509, fit.logLikelihood(), 1e-4);
    assertEquals(9.8813, fit.model().p(), 1e-4);
    assertEquals(3.3988, fit.model().q(), 1e-4);
    assertEquals(7.9286, fit.model().gamma(), 1e-4);
  }
}
