package perennial.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.GammaGamma;
import perennial.model.GroupEffects;
import perennial.model.Horizons;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.Prediction;
import perennial.model.PurchaseModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

class CohortEstimatesTest {
  private static final Horizons HORIZONS = Horizons.ofDays(1, 30, 365, 3_650);
  private static final Cohort EMAIL = new Cohort("email", "", "");
  private static final Cohort EMAIL_DE = new Cohort("email", "DE", "");
  private static final Cohort EMAIL_DE_PHONE = new Cohort("email", "DE", "phone");

  static BtydModel model(PurchaseModel purchases, GroupEffects groups) {
    return new BtydModel(
        purchases,
        Covariance.UNKNOWN,
        CovariateEffects.NONE,
        groups,
        new GammaGamma(6.25, 3.74, 15.44),
        Covariance.UNKNOWN,
        SpendOrders.REPEAT,
        TimeUnit.WEEK,
        new ValueTerms("EUR", 0.1, 0.4),
        LocalDate.of(2026, 6, 30));
  }

  private static final BtydModel MODEL = model(new MbgNbd(0.5, 10, 0.6, 2.5), GroupEffects.NONE);

  private static CohortCell cell(Cohort cohort, long buyers, long visitors, long repeats) {
    return new CohortCell(cohort, 70, buyers, visitors, repeats, 30.0 * buyers, 20.0 * repeats);
  }

  private static CohortEstimate estimate(Cohort cohort, CohortCell... cells) {
    return CohortEstimates.of(MODEL, List.of(cells), Shrinkage.DEFAULT, true).find(cohort);
  }

  private static Prediction fresh(BtydModel model) {
    return model.predict(NewCustomers.of(model, Cohort.EVERYBODY), HORIZONS);
  }

  @Test
  void of_nothingCounted_isTheVersionsNewCustomer() {
    for (CohortEstimate none : List.of(estimate(EMAIL), estimate(EMAIL, cell(EMAIL, 0, 0, 0)))) {
      assertEquals(Cohort.EVERYBODY, none.cohort());
      assertEquals(fresh(MODEL), none.ofBuyer(fresh(MODEL)));
    }
  }

  @Test
  void of_narrowCohortWithoutCounts_isTheWiderOne() {
    CohortEstimate wide = estimate(EMAIL, cell(EMAIL, 300, 50, 400));
    CohortEstimate narrow = estimate(EMAIL_DE, cell(EMAIL, 300, 50, 400), cell(EMAIL_DE, 0, 0, 0));
    assertEquals(wide.multiplier(), narrow.multiplier(), 1e-14 * wide.multiplier());
    assertEquals(wide.spendRatio(), narrow.spendRatio(), 1e-14 * wide.spendRatio());
    assertEquals(wide.conversion(), narrow.conversion(), 1e-14);
  }

  @Test
  void of_fewCountsInANarrowCohort_areBetweenTheWiderOneAndItsOwn() {
    CohortCell others = cell(new Cohort("email", "FR", ""), 3_000, 900, 1_500);
    CohortCell few = cell(EMAIL_DE, 30, 300, 90);
    CohortEstimates estimates =
        CohortEstimates.of(MODEL, List.of(others, few), Shrinkage.DEFAULT, true);
    CohortEstimate wide = estimates.find(EMAIL);
    CohortEstimate narrow = estimates.find(EMAIL_DE);
    double each = MODEL.purchases().expectedPurchases(10);
    double own = 90 / (30 * each);
    assertTrue(wide.multiplier() < narrow.multiplier() && narrow.multiplier() < own);
    assertTrue(30.0 / 330 < narrow.conversion() && narrow.conversion() < wide.conversion());
  }

  @Test
  void of_manyCounts_areTheCohortsOwn() {
    double each = MODEL.purchases().expectedPurchases(10);
    long scale = 1_000_000_000L;
    CohortEstimate own = estimate(EMAIL_DE, cell(EMAIL_DE, 30 * scale, 300 * scale, 90 * scale));
    assertEquals(90 / (30 * each), own.multiplier(), 1e-6);
    assertEquals(20 / fresh(MODEL).expectedSpend(), own.spendRatio(), 1e-6);
    assertEquals(30.0 / 330, own.conversion(), 1e-6);
  }

  @Test
  void of_cellsSplitOrTogether_theTotalIsTheSame() {
    CohortEstimate together = estimate(EMAIL, cell(EMAIL, 300, 60, 400));
    CohortEstimate split =
        estimate(
            EMAIL,
            cell(EMAIL_DE_PHONE, 100, 10, 150),
            cell(EMAIL_DE, 150, 20, 50),
            cell(new Cohort("email", "FR", ""), 50, 30, 200));
    assertEquals(together.multiplier(), split.multiplier(), 1e-12);
    assertEquals(together.spendRatio(), split.spendRatio(), 1e-12);
    assertEquals(together.conversion(), split.conversion(), 1e-12);
  }

  @Test
  void of_moreOfEach_movesEachItsWay() {
    CohortEstimate base = estimate(EMAIL_DE, cell(EMAIL_DE, 30, 10, 40));
    assertTrue(estimate(EMAIL_DE, cell(EMAIL_DE, 30, 10, 41)).multiplier() > base.multiplier());
    assertTrue(estimate(EMAIL_DE, cell(EMAIL_DE, 31, 10, 40)).multiplier() < base.multiplier());
    assertTrue(estimate(EMAIL_DE, cell(EMAIL_DE, 30, 11, 40)).conversion() < base.conversion());
    assertTrue(estimate(EMAIL_DE, cell(EMAIL_DE, 31, 10, 40)).conversion() > base.conversion());
    CohortCell dearer = new CohortCell(EMAIL_DE, 70, 30, 10, 40, 900, 801);
    assertTrue(estimate(EMAIL_DE, dearer).spendRatio() > base.spendRatio());
    Prediction buyer = base.ofBuyer(fresh(MODEL));
    Prediction visitor = base.ofVisitor(fresh(MODEL), MODEL.terms());
    for (int i = 1; i < HORIZONS.count(); i++) {
      assertTrue(buyer.horizons().get(i).clv() > buyer.horizons().get(i - 1).clv());
      assertTrue(visitor.horizons().get(i).clv() > visitor.horizons().get(i - 1).clv());
    }
  }

  @Test
  void of_anyCounts_givesFiniteNumbersInTheirDomains() {
    SplittableRandom random = new SplittableRandom(7);
    Prediction fresh = fresh(MODEL);
    for (int round = 0; round < 2_000; round++) {
      List<CohortCell> cells = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        cells.add(anyCell(random));
      }
      CohortEstimates estimates =
          CohortEstimates.of(MODEL, cells, Shrinkage.DEFAULT, random.nextBoolean());
      for (CohortCell cell : cells) {
        CohortEstimate estimate = estimates.find(cell.cohort());
        assertTrue(0 < estimate.multiplier() && estimate.multiplier() <= Double.MAX_VALUE);
        assertTrue(0 <= estimate.spendRatio() && estimate.spendRatio() <= Double.MAX_VALUE);
        assertTrue(0 <= estimate.conversion() && estimate.conversion() <= 1);
        requireFinite(estimate.ofBuyer(fresh));
        requireFinite(estimate.ofVisitor(fresh, MODEL.terms()));
      }
    }
  }

  private static CohortCell anyCell(SplittableRandom random) {
    Cohort[] cohorts = {Cohort.EVERYBODY, EMAIL, EMAIL_DE, EMAIL_DE_PHONE, new Cohort("x", "", "")};
    double[] values = {-1e300, -5, 0, 1e-300, 17, 1e300};
    return new CohortCell(
        cohorts[random.nextInt(cohorts.length)],
        random.nextInt(3) == 0 ? 0 : random.nextDouble(20_000),
        anyCount(random),
        anyCount(random),
        anyCount(random),
        values[random.nextInt(values.length)],
        values[random.nextInt(values.length)]);
  }

  private static long anyCount(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextLong(5);
      case 2 -> random.nextLong(1_000_000);
      default -> Long.MAX_VALUE - random.nextInt(2);
    };
  }

  private static void requireFinite(Prediction prediction) {
    assertTrue(0 <= prediction.probabilityAlive() && prediction.probabilityAlive() <= 1);
    assertTrue(finite(prediction.expectedSpend()));
    prediction
        .horizons()
        .forEach(h -> assertTrue(finite(h.expectedPurchases()) && finite(h.clv()), h.toString()));
  }

  private static boolean finite(double value) {
    return 0 <= value && value <= Double.MAX_VALUE;
  }

  @Test
  void ofVisitor_isTheConversionTimesAFirstPurchaseAndABuyersLater() {
    CohortEstimate estimate = new CohortEstimate(EMAIL, 1.7, 0.8, 0.3, true);
    Prediction fresh = fresh(MODEL);
    Prediction buyer = estimate.ofBuyer(fresh);
    Prediction visitor = estimate.ofVisitor(fresh, MODEL.terms());
    double spend = 0.8 * fresh.expectedSpend();
    assertEquals(0.3 * fresh.probabilityAlive(), visitor.probabilityAlive(), 1e-15);
    assertEquals(spend, visitor.expectedSpend(), 1e-12);
    for (int i = 0; i < HORIZONS.count(); i++) {
      var of = fresh.horizons().get(i);
      assertEquals(
          1.7 * of.expectedPurchases(), buyer.horizons().get(i).expectedPurchases(), 1e-12);
      assertEquals(1.7 * 0.8 * of.clv(), buyer.horizons().get(i).clv(), 1e-12 * of.clv());
      assertEquals(
          0.3 * (1 + 1.7 * of.expectedPurchases()),
          visitor.horizons().get(i).expectedPurchases(),
          1e-12);
      assertEquals(
          0.3 * (0.4 * spend + 1.7 * 0.8 * of.clv()), visitor.horizons().get(i).clv(), 1e-10);
    }
  }

  @Test
  void of_valuesInAnotherCurrency_leaveTheVersionsSpend() {
    CohortEstimates estimates =
        CohortEstimates.of(MODEL, List.of(cell(EMAIL, 900, 0, 900)), Shrinkage.DEFAULT, false);
    assertEquals(1, estimates.find(EMAIL).spendRatio());
  }

  @Test
  void find_unknown_isTheNarrowestCohortAroundIt() {
    CohortEstimates estimates =
        CohortEstimates.of(
            MODEL,
            List.of(cell(EMAIL_DE_PHONE, 5, 5, 5), cell(new Cohort("web", "", ""), 1, 1, 1)),
            Shrinkage.DEFAULT,
            true);
    assertEquals(5, estimates.size());
    assertEquals(EMAIL_DE_PHONE, estimates.find(EMAIL_DE_PHONE).cohort());
    assertEquals(EMAIL_DE, estimates.find(new Cohort("email", "DE", "tv")).cohort());
    assertEquals(EMAIL, estimates.find(new Cohort("email", "FR", "phone")).cohort());
    assertEquals(EMAIL, estimates.find(new Cohort("email", "", "phone")).cohort());
    assertEquals(Cohort.EVERYBODY, estimates.find(new Cohort("", "DE", "phone")).cohort());
    assertEquals("all customers", Cohort.EVERYBODY.toString());
    assertEquals("channel=email, market=DE, device=phone", EMAIL_DE_PHONE.toString());
  }

  @Test
  void of_modelPooledByChannel_isMeasuredAgainstTheChannelsOwnParameters() {
    Nbd twice = new Nbd(1, 10);
    GroupEffects groups =
        new GroupEffects(
            "channel",
            new TreeMap<>(Map.of("email", new GroupEffects.Group(twice, Covariance.UNKNOWN, 9))));
    BtydModel pooled = model(new Nbd(1, 20), groups);
    CohortCell asExpected = new CohortCell(EMAIL, 70, 100_000, 0, 100_000, 0, 0); // 10 weeks
    CohortEstimate estimate =
        CohortEstimates.of(pooled, List.of(asExpected), Shrinkage.DEFAULT, true).find(EMAIL);
    assertEquals(1, estimate.multiplier(), 1e-12);
  }
}
