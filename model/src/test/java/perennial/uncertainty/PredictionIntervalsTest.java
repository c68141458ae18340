package perennial.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.FixedSpend;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.Interval;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.Uncertainty;
import perennial.model.ValueTerms;

class PredictionIntervalsTest {
  private static final CustomerHistory TYPICAL = new CustomerHistory(2, 213, 272, 35);
  private static final Horizons YEAR = Horizons.ofDays(365);

  @Test
  void predict_withIntervals_saysTheSameExpectations() {
    BtydModel model = IntervalModels.cdnow(1);
    Prediction plain = model.predict(TYPICAL, Horizons.ofDays(30, 365));
    Prediction with = PredictionIntervals.of(model).predict(TYPICAL, Horizons.ofDays(30, 365), .9);
    assertEquals(plain.probabilityAlive(), with.probabilityAlive());
    assertEquals(plain.expectedSpend(), with.expectedSpend());
    for (int i = 0; i < 2; i++) {
      assertEquals(plain.horizons().get(i).clv(), with.horizons().get(i).clv());
      assertEquals(
          plain.horizons().get(i).expectedPurchases(), with.horizons().get(i).expectedPurchases());
    }
  }

  @Test
  void predict_higherLevel_isWider() {
    PredictionIntervals intervals = PredictionIntervals.of(IntervalModels.cdnow(1));
    for (CustomerHistory history : new CustomerHistory[] {TYPICAL, manyPurchases()}) {
      List<Interval> last = List.of();
      for (double level : new double[] {.01, .1, .5, .8, .9, .95, .99, .999}) {
        List<Interval> now = all(intervals.predict(history, YEAR, level));
        for (int i = 0; i < last.size(); i++) {
          assertTrue(now.get(i).lower() <= last.get(i).lower(), history + " " + level + " " + i);
          assertTrue(now.get(i).upper() >= last.get(i).upper(), history + " " + level + " " + i);
        }
        last = now;
      }
    }
  }

  private static CustomerHistory manyPurchases() {
    return new CustomerHistory(20_000, 720, 720, 9);
  }

  private static List<Interval> all(Prediction prediction) {
    List<Interval> intervals = new ArrayList<>();
    add(intervals, prediction.spendUncertainty().orElseThrow());
    for (HorizonPrediction horizon : prediction.horizons()) {
      add(intervals, horizon.purchasesUncertainty().orElseThrow());
      add(intervals, horizon.clvUncertainty().orElseThrow());
    }
    return intervals;
  }

  private static void add(List<Interval> intervals, Uncertainty uncertainty) {
    intervals.add(uncertainty.predictive());
    uncertainty.mean().ifPresent(intervals::add);
  }

  @Test
  void predict_anyHistory_isFiniteAndHoldsTheExpectation() {
    SplittableRandom random = new SplittableRandom(3);
    PredictionIntervals intervals = PredictionIntervals.of(IntervalModels.cdnow(1, .1));
    for (int i = 0; i < 300; i++) {
      int x = (int) Math.expm1(random.nextDouble() * Math.log(100_001));
      double age = 1 + Math.expm1(random.nextDouble() * 9);
      double recency = x == 0 ? 0 : age * Math.pow(random.nextDouble(), .2);
      CustomerHistory history =
          new CustomerHistory(x, Math.max(recency, x == 0 ? 0 : .1), age, 50 * random.nextDouble());
      Horizons horizons = Horizons.ofDays(1 + random.nextInt(Horizons.MAX_DAYS));
      Prediction p = intervals.predict(history, horizons, .9);
      assertEquals(5 + 1, all(p).size(), () -> "some interval absent: " + p); // Interval: finite
      HorizonPrediction h = p.horizons().getFirst();
      holds(h.purchasesUncertainty().orElseThrow(), h.expectedPurchases(), history);
      holds(h.clvUncertainty().orElseThrow(), h.clv(), history);
      holds(p.spendUncertainty().orElseThrow(), p.expectedSpend(), history);
    }
  }

  private static void holds(Uncertainty uncertainty, double expectation, CustomerHistory history) {
    Interval mean = uncertainty.mean().orElseThrow();
    assertTrue(
        mean.lower() <= expectation * (1 + 1e-9) && expectation <= mean.upper() * (1 + 1e-9),
        () -> "%s: %s outside %s".formatted(history, expectation, mean));
  }

  @Test
  void predict_noCovariance_isChanceAlone() {
    Prediction p =
        PredictionIntervals.of(IntervalModels.cdnow(Double.NaN)).predict(TYPICAL, YEAR, .9);
    Prediction exact = PredictionIntervals.of(IntervalModels.cdnow(0)).predict(TYPICAL, YEAR, .9);
    Uncertainty purchases = p.horizons().getFirst().purchasesUncertainty().orElseThrow();
    assertTrue(purchases.mean().isEmpty());
    assertTrue(p.spendUncertainty().orElseThrow().mean().isEmpty());
    assertTrue(p.horizons().getFirst().clvUncertainty().orElseThrow().mean().isEmpty());
    Uncertainty same = exact.horizons().getFirst().purchasesUncertainty().orElseThrow();
    assertEquals(same.predictive(), purchases.predictive());
    Interval mean = same.mean().orElseThrow();
    assertEquals(exact.horizons().getFirst().expectedPurchases(), mean.lower(), 1e-6);
    assertEquals(mean.lower(), mean.upper(), 1e-12);
  }

  @Test
  void predict_largerErrors_widenTheMeanMoreThanWhatIsSeen() {
    Interval mean1 = clv(1).mean().orElseThrow();
    Interval mean3 = clv(3).mean().orElseThrow();
    assertTrue(width(mean3) > 2 * width(mean1), mean1 + " " + mean3);
    double seen = width(clv(3).predictive()) / width(clv(1).predictive());
    assertTrue(1 < seen && seen < 1.5, "predictive widened by " + seen);
  }

  private static Uncertainty clv(double errors) {
    Prediction p = PredictionIntervals.of(IntervalModels.cdnow(errors)).predict(TYPICAL, YEAR, .9);
    return p.horizons().getFirst().clvUncertainty().orElseThrow();
  }

  private static double width(Interval interval) {
    return interval.upper() - interval.lower();
  }

  @Test
  void predict_customerSurelyGone_isZeroThroughout() {
    CustomerHistory gone = new CustomerHistory(5_000, 300, 3_000, 20);
    Prediction p = PredictionIntervals.of(IntervalModels.cdnow(1)).predict(gone, YEAR, .9);
    HorizonPrediction h = p.horizons().getFirst();
    assertEquals(new Interval(0, 0, .9), h.purchasesUncertainty().orElseThrow().predictive());
    assertEquals(new Interval(0, 0, .9), h.clvUncertainty().orElseThrow().predictive());
    assertEquals(0, h.clvUncertainty().orElseThrow().mean().orElseThrow().upper(), 1e-30);
  }

  @Test
  void predict_fixedSpend_countsTimesTheAmount() {
    BtydModel gamma = IntervalModels.cdnow(1);
    BtydModel model =
        new BtydModel(
            gamma.purchases(),
            gamma.purchaseCovariance(),
            new FixedSpend(12.5),
            Covariance.UNKNOWN,
            SpendOrders.REPEAT,
            TimeUnit.WEEK,
            new ValueTerms("USD", 0, .5),
            LocalDate.EPOCH);
    Prediction p = PredictionIntervals.of(model).predict(TYPICAL, YEAR, .9);
    HorizonPrediction h = p.horizons().getFirst();
    Interval purchases = h.purchasesUncertainty().orElseThrow().predictive();
    Uncertainty clv = h.clvUncertainty().orElseThrow();
    assertEquals(purchases.upper() * 6.25, clv.predictive().upper(), 1e-9);
    assertTrue(clv.mean().isPresent());
    assertEquals(new Interval(12.5, 12.5, .9), p.spendUncertainty().orElseThrow().predictive());
  }

  @Test
  void predictAll_anyThreads_isPredictInOrder() throws Exception {
    SplittableRandom random = new SplittableRandom(9);
    List<CustomerHistory> histories = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      int x = random.nextInt(3);
      double age = 1 + random.nextInt(20);
      histories.add(new CustomerHistory(x, x == 0 ? 0 : age / (1 + random.nextInt(2)), age, 30));
    }
    PredictionIntervals intervals = PredictionIntervals.of(IntervalModels.cdnow(1));
    Horizons horizons = Horizons.ofDays(30, 90);
    List<Prediction> one;
    List<Prediction> three;
    try (ForkJoinPool alone = new ForkJoinPool(1);
        ForkJoinPool more = new ForkJoinPool(3)) {
      one = alone.submit(() -> intervals.predictAllInParallel(histories, horizons, .9)).get();
      three = more.submit(() -> intervals.predictAllInParallel(histories, horizons, .9)).get();
    }
    assertEquals(one, three);
    for (int i = 0; i < histories.size(); i += 997) {
      assertEquals(intervals.predict(histories.get(i), horizons, .9), one.get(i));
    }
  }

  @Test
  void predict_levelOutOfRange_isRefused() {
    PredictionIntervals intervals = PredictionIntervals.of(IntervalModels.cdnow(1));
    for (double level : new double[] {0, .009, .9991, 1, -1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> intervals.predict(TYPICAL, YEAR, level));
      assertFalse(PredictionIntervals.isLevel(level));
    }
  }

  @Test
  void draws_64_agreeWith1024() {
    BtydModel model = IntervalModels.cdnow(1);
    List<Interval> few = all(PredictionIntervals.of(model).predict(TYPICAL, YEAR, .9));
    List<Interval> many = all(PredictionIntervals.of(model, 1024).predict(TYPICAL, YEAR, .9));
    for (int i = 0; i < few.size(); i++) {
      double width = width(many.get(i));
      assertEquals(many.get(i).lower(), few.get(i).lower(), .08 * width, "lower " + i);
      assertEquals(many.get(i).upper(), few.get(i).upper(), .08 * width, "upper " + i);
    }
  }
}
