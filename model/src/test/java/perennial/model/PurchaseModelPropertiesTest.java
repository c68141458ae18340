package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold at any valid input, over a seeded grid to 100,000 purchases. */
class PurchaseModelPropertiesTest {
  private static final int[] COUNTS = {0, 1, 2, 7, 40, 400, 5000, 100_000};

  record Point(PurchaseModel model, int x, double tx, double age, double t) {}

  /** Parameters over eight orders of magnitude, both models. */
  static Stream<Point> wideGrid() {
    SplittableRandom random = new SplittableRandom(41);
    return IntStream.range(0, 2000)
        .mapToObj(i -> {
          double r = power(random, -3, 3);
          double alpha = power(random, -3, 5);
          double a = power(random, -3, 3);
          double b = power(random, -3, 3);
          int x = COUNTS[i % COUNTS.length];
          double age = power(random, -3, 5);
          double tx = x == 0 ? 0 : age * (1 - Math.pow(random.nextDouble(), 4));
          PurchaseModel model = i % 16 < 8 ? new BgNbd(r, alpha, a, b) : new MbgNbd(r, alpha, a, b);
          return new Point(model, x, tx, age, power(random, -3, 4));
        });
  }

  private static double power(SplittableRandom random, double low, double high) {
    return Math.pow(10, random.nextDouble(low, high));
  }

  @Test
  void everyFormula_wideGrid_isFiniteAndInRange() {
    wideGrid().forEach(PurchaseModelPropertiesTest::assertInRange);
  }

  private static void assertInRange(Point p) {
    PurchaseModel m = p.model;
    assertTrue(Double.isFinite(m.logLikelihood(p.x, p.tx, p.age)), p::toString);
    double alive = m.probabilityAlive(p.x, p.tx, p.age);
    assertTrue(alive >= 0 && alive <= 1, p::toString);
    double later = m.probabilityAliveAt(p.x, p.tx, p.age, p.t);
    assertTrue(later >= 0 && later <= alive * (1 + 1e-12), p::toString);
    double active = m.probabilityActive(p.x, p.tx, p.age, p.t);
    assertTrue(active >= 0 && active <= alive, p::toString);
    double expected = m.expectedPurchases(p.x, p.tx, p.age, p.t);
    double mostPossible = (parameter(m, 0) + p.x) * p.t / (parameter(m, 1) + p.age);
    assertTrue(expected >= 0 && expected <= mostPossible * (1 + 1e-12), p::toString);
    assertTrue(expected >= active * (1 - 1e-12), p::toString);
    double discounted = m.discountedPurchases(p.x, p.tx, p.age, p.t, 0.01);
    assertTrue(discounted >= 0 && discounted <= expected, p::toString);
    double count = m.probabilityOfCount(p.x, p.t);
    assertTrue(count >= 0 && count <= 1, p::toString);
  }

  private static double parameter(PurchaseModel model, int i) {
    return model.parameters()[i];
  }

  @Test
  void expectations_longerHorizon_neverFall() {
    wideGrid()
        .filter(p -> p.x % 7 == 0)
        .limit(300)
        .forEach(p -> {
          double last = 0;
          for (double share = 1.0 / 64; share <= 1; share *= 2) {
            double now = p.model.expectedPurchases(p.x, p.tx, p.age, share * p.t);
            assertTrue(now >= last * (1 - 1e-13), p::toString);
            last = now;
          }
        });
  }

  @Test
  void discountedPurchases_noDiscount_areExpectedPurchases() {
    wideGrid()
        .limit(200)
        .forEach(p ->
            assertEquals(
                p.model.expectedPurchases(p.x, p.tx, p.age, p.t),
                p.model.discountedPurchases(p.x, p.tx, p.age, p.t, 0),
                p.toString()));
  }

  /**
   * A steep start and a discount of many times over the customer's age: few panels all the same.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1.0082654889358241e7, 6.5e-7, 7.5e-8, 8.3e-9, 40, 1067190, 1067190, 31515, .5",
    "0, 5.69e9, 7.8e-6, 4.7e-10, 89, 2, 2.7e7, 2.7e7, 1000, .5",
    "0, 900, 20, .5, .1, 10, 300, 400, 3650, 1000",
  })
  void discountedPurchases_steepAndFar_areBoundedInTime(
      int e,
      double r,
      double alpha,
      double a,
      double b,
      int x,
      double tx,
      double T,
      double t,
      double rate) {
    PurchaseModel model = e == 0 ? new BgNbd(r, alpha, a, b) : new MbgNbd(r, alpha, a, b);
    CpuTime.assertAtMost(
        Duration.ofSeconds(5),
        () -> {
          double discounted = model.discountedPurchases(x, tx, T, t, rate);
          assertTrue(
              discounted >= 0 && discounted <= model.expectedPurchases(x, tx, T, t),
              "" + discounted);
        },
        model::toString);
  }

  static Stream<PurchaseModel> models() {
    return Stream.of(
        new BgNbd(.243, 4.414, .793, 2.426),
        new MbgNbd(.5248, 6.183, .8914, 1.614),
        new BgNbd(2, 10, .3, .2),
        new MbgNbd(5, 3, 3, 8));
  }

  @ParameterizedTest
  @MethodSource("models")
  void probabilityOfCount_overAllCounts_sumsToOneWithMeanOfExpectation(PurchaseModel model) {
    double sum = 0;
    double mean = 0;
    for (int x = 0; x < 20_000; x++) {
      double probability = model.probabilityOfCount(x, 52);
      sum += probability;
      mean += x * probability;
    }
    assertEquals(1, sum, 1e-12);
    assertEquals(model.expectedPurchases(52), mean, 1e-9 * mean);
  }

  /** Counts that are next to impossible keep their digits, and large ones take no longer. */
  @ParameterizedTest
  @CsvSource({
    "0, .05031727422862624, .046547953811121714, 2.153647932277646, .4028480808980491, 1, "
        + "844.415289264475, 2018.3376890864965, .01306167729579251, 1.2394099182946875e-12",
    "1, .13740992344010908, .10316367055894057, 11.439257874338889, .014768408297682716, 0, "
        + "0, 93.21776401817398, .0017634923120991603, 1.1513536527367137e-15",
  })
  void probabilityOfCount_twoAreRare_keepsDigits(
      int e,
      double r,
      double alpha,
      double a,
      double b,
      int x,
      double tx,
      double T,
      double t,
      double expected) {
    PurchaseModel model = e == 0 ? new BgNbd(r, alpha, a, b) : new MbgNbd(r, alpha, a, b);
    assertEquals(expected, model.probabilityOfCount(x, tx, T, 2, t), 1e-12 * expected);
    assertEquals(0, model.probabilityOfCount(x, tx, T, Integer.MAX_VALUE, t));
  }

  @ParameterizedTest
  @MethodSource("models")
  void probabilityOfCount_noTime_isPointAtZero(PurchaseModel model) {
    assertEquals(1, model.probabilityOfCount(0, 0), 1e-15);
    assertEquals(0, model.probabilityOfCount(3, 0), 1e-15);
  }

  @ParameterizedTest
  @MethodSource("models")
  void probabilityActive_newCustomer_isComplementOfNoPurchase(PurchaseModel model) {
    assertEquals(1 - model.probabilityOfCount(0, 39), model.probabilityActive(0, 0, 0, 39), 1e-14);
  }

  @ParameterizedTest
  @MethodSource("models")
  void expectedPurchases_derivative_isRateOfThoseStillAlive(PurchaseModel model) {
    double step = 1e-4;
    double slope =
        (model.expectedPurchases(3, 10, 20, 30 + step)
                - model.expectedPurchases(3, 10, 20, 30 - step))
            / (2 * step);
    double aliveRate = rateAtEnd(model);
    assertEquals(aliveRate, slope, 1e-6 * slope);
  }

  /** A gamma-weighted survival: multiplying by the rate raises r by one. */
  private static double rateAtEnd(PurchaseModel model) {
    double r = parameter(model, 0);
    double alpha = parameter(model, 1);
    BetaGeometric shifted =
        new BetaGeometric(
            r + 1,
            alpha,
            parameter(model, 2),
            parameter(model, 3),
            model instanceof MbgNbd ? 1 : 0);
    double perAlive = shifted.future(3, 10, 20).probabilityAliveAt(30);
    double k = r + 3;
    return model.probabilityAlive(3, 10, 20) * perAlive * k / (alpha + 20);
  }

  @Test
  void constructor_parameterNotPositive_namesIt() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertNames("r", bad, () -> new BgNbd(bad, 1, 1, 1));
      assertNames("alpha", bad, () -> new MbgNbd(1, bad, 1, 1));
      assertNames("a", bad, () -> new BgNbd(1, 1, bad, 1));
      assertNames("b", bad, () -> new MbgNbd(1, 1, 1, bad));
    }
  }

  private static void assertNames(String name, double bad, Runnable construction) {
    String message = assertThrows(IllegalArgumentException.class, construction::run).toString();
    assertTrue(message.contains("parameter " + name + " " + bad), message);
  }

  @Test
  void formulas_invalidHistory_areRefused() {
    BgNbd model = new BgNbd(.243, 4.414, .793, 2.426);
    assertThrows(IllegalArgumentException.class, () -> model.probabilityAlive(-1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> model.probabilityAlive(1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> model.logLikelihood(0, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> model.logLikelihood(1, 1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> model.expectedPurchases(1, 1, 2, -1));
    assertThrows(
        IllegalArgumentException.class, () -> model.discountedPurchases(1, 1, 2, 1, Double.NaN));
  }
}
