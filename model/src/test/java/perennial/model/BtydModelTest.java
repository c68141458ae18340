package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BtydModelTest {
  private static final GammaGamma SPEND = new GammaGamma(6.25, 3.74, 15.44);
  private static final ValueTerms TERMS = new ValueTerms("USD", 0.10, 0.3);

  private static BtydModel model(PurchaseModel purchases, TimeUnit unit, SpendOrders orders) {
    return new BtydModel(
        purchases,
        Covariance.UNKNOWN,
        SPEND,
        Covariance.UNKNOWN,
        orders,
        unit,
        TERMS,
        LocalDate.of(1997, 9, 30));
  }

  private static BtydModel weekly() {
    return model(new BgNbd(.243, 4.414, .793, 2.426), TimeUnit.WEEK, SpendOrders.REPEAT);
  }

  @Test
  void predict_oneCustomer_isReferenceInDays() {
    Prediction prediction =
        weekly()
            .predict(
                new CustomerHistory(2, 30.43 * 7, 38.86 * 7, 22.35), Horizons.ofDays(273, 365));
    assertEquals(1.2260281747671, prediction.horizons().get(0).expectedPurchases(), 1e-12);
    assertEquals(24.66, prediction.expectedSpend(), 5e-3);
    double discounted = 1.495137882034; // DECT over 365 days at 10 % a year
    assertEquals(
        0.3 * prediction.expectedSpend() * discounted, prediction.horizons().get(1).clv(), 1e-10);
  }

  @Test
  void predict_sameModelInDays_isSamePrediction() {
    CustomerHistory history = new CustomerHistory(4, 100, 220, 31);
    Horizons horizons = Horizons.ofDays(30, 90);
    BtydModel daily =
        model(new BgNbd(.243, 7 * 4.414, .793, 2.426), TimeUnit.DAY, SpendOrders.REPEAT);
    Prediction weeks = weekly().predict(history, horizons);
    Prediction days = daily.predict(history, horizons);
    assertEquals(weeks.probabilityAlive(), days.probabilityAlive(), 1e-14);
    assertEquals(weeks.horizons().get(1).clv(), days.horizons().get(1).clv(), 1e-11);
  }

  @Test
  void predict_conventionAll_countsTheFirstPurchase() {
    BtydModel all = model(new MbgNbd(.52, 6.2, .89, 1.6), TimeUnit.WEEK, SpendOrders.ALL);
    Prediction prediction = all.predict(new CustomerHistory(0, 0, 100, 80), Horizons.ofDays(30));
    assertEquals(SPEND.expectedSpend(1, 80), prediction.expectedSpend());
  }

  @Test
  void predict_noPurchaseCounted_ignoresMeanSpend() {
    Prediction prediction =
        weekly().predict(new CustomerHistory(0, 0, 100, 80), Horizons.ofDays(30));
    assertEquals(6.25 * 15.44 / 2.74, prediction.expectedSpend(), 1e-13);
  }

  @Test
  void predict_extremeHistories_areFinite() {
    List<PurchaseModel> processes =
        List.of(
            new BgNbd(.243, 4.414, .793, 2.426),
            new MbgNbd(1e-3, 1e5, 1e-3, 1e-3),
            new BgNbd(900, 1e-3, 1e-2, 50),
            new MbgNbd(1e4, 1e5, 300, 200));
    double[] ages = {0, Double.MIN_VALUE, 1, 365, CustomerHistory.MAX_AGE};
    int[] counts = {0, 1, 1000, CustomerHistory.MAX_REPEAT_PURCHASES};
    double[] means = {0, Double.MIN_VALUE, 50, Double.MAX_VALUE};
    for (PurchaseModel process : processes) {
      BtydModel model = model(process, TimeUnit.WEEK, SpendOrders.ALL);
      for (double age : ages) {
        for (int x : counts) {
          if (x == 0 || age > 0) {
            for (double mean : means) {
              assertFinite(model, new CustomerHistory(x, x == 0 ? 0 : age, age, mean));
            }
          }
        }
      }
    }
  }

  private static void assertFinite(BtydModel model, CustomerHistory history) {
    Prediction p = model.predict(history, Horizons.ofDays(1, Horizons.MAX_DAYS));
    assertTrue(p.probabilityAlive() >= 0 && p.probabilityAlive() <= 1, history::toString);
    assertTrue(p.expectedSpend() > 0 && Double.isFinite(p.expectedSpend()), history::toString);
    for (HorizonPrediction h : p.horizons()) {
      assertTrue(
          h.expectedPurchases() >= 0 && Double.isFinite(h.expectedPurchases()), history::toString);
      assertTrue(h.clv() >= 0 && Double.isFinite(h.clv()), history::toString);
    }
  }

  @Test
  void predict_highestDiscountRate_isTermByTermSum() {
    BtydModel model =
        new BtydModel(
            new MbgNbd(.5248, 6.183, .8914, 1.614),
            Covariance.UNKNOWN,
            SPEND,
            Covariance.UNKNOWN,
            SpendOrders.REPEAT,
            TimeUnit.WEEK,
            new ValueTerms("EUR", 10, 1),
            LocalDate.EPOCH);
    CustomerHistory history = new CustomerHistory(3, 60, 90, 40);
    int steps = 3650;
    double sum = 0;
    double before = 0;
    for (int day = 1; day <= steps; day++) {
      double now = model.purchases().expectedPurchases(3, 60 / 7.0, 90 / 7.0, day / 7.0);
      sum += (now - before) * Math.pow(11, -(day - 0.5) / 365);
      before = now;
    }
    Prediction prediction = model.predict(history, Horizons.ofDays(steps));
    double discounted = prediction.horizons().get(0).clv() / prediction.expectedSpend();
    assertEquals(sum, discounted, 1e-5 * sum); // the midpoint of each day is near enough
  }

  @Test
  void goldens_ownModel_agree() {
    List<GoldenPrediction> goldens = GoldenPredictions.of(weekly());
    assertEquals(48, goldens.size());
    assertEquals(Optional.empty(), GoldenPredictions.firstMismatch(weekly(), goldens));
    assertEquals(goldens, GoldenPredictions.of(weekly()));
  }

  @Test
  void firstMismatch_otherModel_saysWhichAndWhat() {
    List<GoldenPrediction> goldens = GoldenPredictions.of(weekly());
    BtydModel other =
        model(new BgNbd(.243 * (1 + 1e-8), 4.414, .793, 2.426), TimeUnit.WEEK, SpendOrders.REPEAT);
    String mismatch = GoldenPredictions.firstMismatch(other, goldens).orElseThrow();
    assertTrue(mismatch.startsWith("golden prediction 1 of 48, CustomerHistory["), mismatch);
    assertTrue(mismatch.contains("expected Prediction["), mismatch);
    assertTrue(mismatch.contains("got Prediction["), mismatch);
  }

  @Test
  void firstMismatch_notANumberExpected_isMismatch() {
    BtydModel model = weekly();
    GoldenPrediction golden = GoldenPredictions.of(model).getFirst();
    Prediction e = golden.expected();
    GoldenPrediction broken =
        new GoldenPrediction(
            golden.history(),
            golden.horizons(),
            new Prediction(Double.NaN, e.expectedSpend(), e.horizons()));
    assertTrue(GoldenPredictions.firstMismatch(model, List.of(broken)).isPresent());
  }

  @Test
  void predict_randomHistories_clvGrowsWithHorizonAndSpend() {
    SplittableRandom random = new SplittableRandom(5);
    BtydModel model = weekly();
    for (int i = 0; i < 500; i++) {
      double age = random.nextDouble(1, 1000);
      int x = random.nextInt(0, 30);
      double recency = x == 0 ? 0 : random.nextDouble(0.1, age);
      Horizons horizons = Horizons.ofDays(30, 90, 365, 3650);
      Prediction p = model.predict(new CustomerHistory(x, recency, age, 10), horizons);
      Prediction richer = model.predict(new CustomerHistory(x, recency, age, 20), horizons);
      for (int h = 0; h < 4; h++) {
        assertTrue(h == 0 || p.horizons().get(h).clv() >= p.horizons().get(h - 1).clv());
        assertTrue(richer.horizons().get(h).clv() >= p.horizons().get(h).clv());
      }
    }
  }

  @Test
  void batchPredictor_anyCustomers_answersWhatPredictDoes() {
    for (PurchaseModel purchases :
        List.of(
            new BgNbd(.3, 30, .8, 2.4),
            new MbgNbd(.5, 43, .9, 1.6),
            new Nbd(.4, 80),
            new ParetoNbd(.55, 70, .6, 80),
            new MbgCnbdK(2, .5, 20, .9, 1.6),
            new BgBb(1.2, .75, .66, 2.8),
            new Sbg(.7, 1.2))) {
      BtydModel model =
          new BtydModel(
              purchases,
              Covariance.UNKNOWN,
              new GammaGamma(6, 4, 15),
              Covariance.UNKNOWN,
              SpendOrders.REPEAT,
              TimeUnit.DAY,
              new ValueTerms("USD", .1, 1),
              LocalDate.EPOCH);
      Horizons horizons = Horizons.ofDays(30, 365);
      BatchPredictor batch = new BatchPredictor(model, horizons);
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < 2000; i++) {
        int x = random.nextInt(3);
        int age = 1 + random.nextInt(5);
        int recency = x == 0 ? 0 : 1 + random.nextInt(age);
        CustomerHistory history = new CustomerHistory(x, recency, age, random.nextDouble(50));
        assertEquals(model.predict(history, horizons), batch.predict(history));
      }
    }
  }
}
