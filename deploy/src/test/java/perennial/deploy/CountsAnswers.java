package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import perennial.api.v1.HorizonPrediction;
import perennial.api.v1.Interval;
import perennial.api.v1.PredictResponse;

/** What holds for every answer of a model of counts, with periods of 30 days. */
final class CountsAnswers {
  static final int PERIOD = 30;
  static final double ORDER_VALUE = 25;
  static final double LEVEL = .9;

  private CountsAnswers() {}

  /** The stated value, discounted at 10 % a year over at most 5 periods. */
  static void assertValued(PredictResponse response) {
    assertEquals(ORDER_VALUE, response.getPrediction().getExpectedSpend());
    for (HorizonPrediction at : response.getPrediction().getHorizonsList()) {
      double face = ORDER_VALUE * at.getExpectedPurchases();
      double least = face * Math.pow(1.1, -at.getHorizonDays() / 365.0);
      assertTrue(at.getClv() > least * (1 - 1e-12) && at.getClv() < face, at::toString);
    }
  }

  static void assertIntervals(PredictResponse response) {
    for (HorizonPrediction at : response.getPrediction().getHorizonsList()) {
      assertHolds(at.getExpectedPurchasesInterval(), at.getExpectedPurchases());
      assertHolds(at.getExpectedClvInterval(), at.getClv());
      Interval purchases = at.getPurchasesInterval();
      assertTrue(0 <= purchases.getLower() && purchases.getLower() <= purchases.getUpper());
      assertEquals(purchases.getUpper(), Math.rint(purchases.getUpper()), "a whole number");
      assertTrue(purchases.getUpper() <= at.getHorizonDays() / PERIOD, at::toString);
      Interval value = at.getClvInterval();
      assertTrue(value.getUpper() <= ORDER_VALUE * purchases.getUpper(), at::toString);
      assertTrue(value.getLower() <= ORDER_VALUE * purchases.getLower(), at::toString);
      assertEquals(LEVEL, value.getLevel());
    }
  }

  private static void assertHolds(Interval interval, double value) {
    assertTrue(interval.getLower() <= value && value <= interval.getUpper(), interval::toString);
    assertTrue(interval.getLower() < interval.getUpper(), interval::toString);
  }
}
