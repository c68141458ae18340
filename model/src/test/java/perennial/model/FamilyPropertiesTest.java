package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must hold for every family at any valid input, over a seeded grid with parameters of eight
 * orders of magnitude and up to 100,000 purchases. A new family joins with a line in {@link
 * #families}.
 */
class FamilyPropertiesTest {
  private static final int[] COUNTS = {0, 1, 2, 7, 40, 400, 5000, 100_000};

  /** A family, its parameters, and histories that it can have. */
  record Family(
      String name, Function<SplittableRandom, PurchaseModel> model, HistoryMaker histories) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface HistoryMaker {
    /** A point of the grid: the number of purchases wanted, and a generator. */
    Point point(PurchaseModel model, int x, SplittableRandom random);
  }

  record Point(PurchaseModel model, int x, double tx, double age, double t) {}

  static Stream<Family> families() {
    return Stream.of(
        family(new Nbd(1, 1)),
        family(new BgNbd(1, 1, 1, 1)),
        family(new MbgNbd(1, 1, 1, 1)),
        family(new ParetoNbd(1, 1, 1, 1)),
        family(new BgCnbdK(2, 1, 1, 1, 1)),
        family(new BgCnbdK(12, 1, 1, 1, 1)),
        family(new MbgCnbdK(1, 1, 1, 1, 1)),
        family(new MbgCnbdK(3, 1, 1, 1, 1)),
        opportunities(new BgBb(1, 1, 1, 1)),
        opportunities(new Sbg(1, 1)),
        opportunities(new Bdw(1, 1, 1)));
  }

  /** A family in continuous time, all of whose parameters may be any positive number. */
  private static Family family(PurchaseModel any) {
    return new Family(
        any.toString(),
        random -> {
          double[] parameters = any.parameters();
          for (int i = 0; i < parameters.length; i++) {
            parameters[i] = power(random, -3, i == 1 ? 5 : 3);
          }
          return any.withParameters(parameters);
        },
        FamilyPropertiesTest::anyTime);
  }

  /** A family of opportunities: as many parameters, and horizons of few to some hundred of them. */
  private static Family opportunities(PurchaseModel any) {
    Family anyTime = family(any);
    return new Family(
        any.family(),
        anyTime.model,
        (model, x, random) -> {
          Point p = anyTime(model, x, random);
          return new Point(model, x, p.tx, p.age, power(random, -1, 2.5));
        });
  }

  private static Point anyTime(PurchaseModel model, int x, SplittableRandom random) {
    double age = power(random, -3, 5);
    double tx = x == 0 ? 0 : age * (1 - Math.pow(random.nextDouble(), 4));
    return new Point(model, x, tx, age, power(random, -3, 4));
  }

  private static double power(SplittableRandom random, double low, double high) {
    return Math.pow(10, random.nextDouble(low, high));
  }

  private static Stream<Point> grid(Family family, int points) {
    SplittableRandom random = new SplittableRandom(family.name.hashCode());
    // Series for every point of a quadrature: a part of the grid shows as much.
    int used = family.name.contains("CnbdK") ? points / 4 : points;
    return IntStream.range(0, used)
        .mapToObj(i ->
            family.histories.point(family.model.apply(random), COUNTS[i % COUNTS.length], random));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyFormula_wideGrid_isFiniteAndInRange(Family family) {
    grid(family, 240)
        .forEach(p ->
            CpuTime.assertAtMost(
                Duration.ofSeconds(5), () -> assertInRange(p), p::toString)); // far above the usual
  }

  private static void assertInRange(Point p) {
    PurchaseModel m = p.model;
    assertTrue(Double.isFinite(m.logLikelihood(p.x, p.tx, p.age)), p::toString);
    double alive = m.probabilityAlive(p.x, p.tx, p.age);
    assertBetween(0, alive, 1, p, "alive");
    double later = m.probabilityAliveAt(p.x, p.tx, p.age, p.t);
    assertBetween(0, later, alive * (1 + 1e-12), p, "alive later");
    double active = m.probabilityActive(p.x, p.tx, p.age, p.t);
    assertBetween(0, active, alive, p, "active");
    double expected = m.expectedPurchases(p.x, p.tx, p.age, p.t);
    assertBetween(active * (1 - 1e-11), expected, Double.MAX_VALUE, p, "expected");
    double discounted = m.discountedPurchases(p.x, p.tx, p.age, p.t, 0.01);
    assertBetween(0, discounted, expected * (1 + 1e-11), p, "discounted");
    double forEver = m.discountedPurchases(p.x, p.tx, p.age, Double.POSITIVE_INFINITY, 0.01);
    assertBetween(discounted * (1 - 1e-11), forEver, Double.MAX_VALUE, p, "for ever");
    double count = m.probabilityOfCount(p.x, p.tx, p.age, 3, p.t);
    assertBetween(0, count, alive, p, "three purchases");
    double atLeast = m.future(p.x, p.tx, p.age).probabilityAtLeast(2, p.t);
    assertBetween(0, alive * atLeast, active * (1 + 1e-11), p, "two or more");
  }

  private static void assertBetween(double low, double actual, double high, Point p, String what) {
    assertTrue(
        low <= actual && actual <= high,
        () -> "%s: %s not in [%s, %s] at %s".formatted(what, actual, low, high, p));
  }

  /** No purchase in (T, T + t] is the one way from the history at T to the same at T + t. */
  @ParameterizedTest
  @MethodSource("families")
  void probabilityActive_anyHistory_isWhatTheLikelihoodLoses(Family family) {
    grid(family, 160)
        .forEach(p -> {
          double now = p.model.logLikelihood(p.x, p.tx, p.age);
          double later = p.model.logLikelihood(p.x, p.tx, p.age + p.t);
          double active = p.model.probabilityActive(p.x, p.tx, p.age, p.t);
          // Terms of this size were added and subtracted.
          double rounding =
              1e-15 * (1 + p.x) * (10 + Math.abs(Math.log(p.age))) + 2e-13 * Math.abs(now);
          assertEquals(active, -Math.expm1(later - now), rounding + 1e-12, p::toString);
        });
  }

  @ParameterizedTest
  @MethodSource("families")
  void expectations_longerHorizon_neverFallAndLifeNeverGrows(Family family) {
    grid(family, 80)
        .forEach(p -> {
          double lastExpected = 0;
          double lastActive = 0;
          double lastAlive = 1;
          for (double share = 1.0 / 64; share <= 1; share *= 2) {
            double t = share * p.t;
            double expected = p.model.expectedPurchases(p.x, p.tx, p.age, t);
            double active = p.model.probabilityActive(p.x, p.tx, p.age, t);
            double alive = p.model.probabilityAliveAt(p.x, p.tx, p.age, t);
            assertBetween(lastExpected * (1 - 1e-12), expected, Double.MAX_VALUE, p, "expected");
            assertBetween(lastActive * (1 - 1e-12), active, 1, p, "active");
            assertBetween(0, alive, lastAlive * (1 + 1e-12) + 1e-15, p, "alive");
            lastExpected = expected;
            lastActive = active;
            lastAlive = alive;
          }
        });
  }

  @ParameterizedTest
  @MethodSource("families")
  void everything_noTime_isNothing(Family family) {
    grid(family, 80)
        .forEach(p -> {
          PurchaseModel m = p.model;
          double alive = m.probabilityAlive(p.x, p.tx, p.age);
          assertEquals(0, m.expectedPurchases(p.x, p.tx, p.age, 0), p::toString);
          assertEquals(0, m.probabilityActive(p.x, p.tx, p.age, 0), p::toString);
          assertEquals(alive, m.probabilityAliveAt(p.x, p.tx, p.age, 0), 1e-13 * alive);
          assertEquals(1, m.probabilityOfCount(p.x, p.tx, p.age, 0, 0), 1e-13, p::toString);
          assertEquals(0, m.probabilityOfCount(p.x, p.tx, p.age, 2, 0), 1e-13, p::toString);
        });
  }

  @ParameterizedTest
  @MethodSource("families")
  void discountedPurchases_noDiscount_areExpectedPurchases(Family family) {
    grid(family, 80)
        .forEach(p -> {
          double expected = p.model.expectedPurchases(p.x, p.tx, p.age, p.t);
          double discounted = p.model.discountedPurchases(p.x, p.tx, p.age, p.t, 1e-300);
          assertEquals(expected, discounted, 1e-11 * expected, p::toString);
        });
  }

  /** Also each probability of at least n against the sum of the rest. */
  @ParameterizedTest
  @MethodSource("families")
  void counts_anyHistory_sumToOneWithMeanOfExpectation(Family family) {
    double[] counts = new double[200_000];
    grid(family, 160)
        .filter(p -> expectedIfAlive(p) < 2000)
        .forEach(p -> {
          Future future = p.model.future(p.x, p.tx, p.age);
          int filled = future.counts(p.t, counts);
          double sum = 0;
          double mean = 0;
          for (int n = 0; n < filled; n++) {
            if (n == 1 || n == filled / 3) {
              double atLeast = future.probabilityAtLeast(n, p.t);
              assertEquals(1 - sum, atLeast, 2e-11, () -> p + " at least");
            }
            assertTrue(counts[n] >= 0 && counts[n] <= 1, p::toString);
            sum += counts[n];
            mean += n * counts[n];
          }
          if (filled == counts.length) {
            return; // a tail as heavy as this has its mean beyond the array
          }
          assertEquals(1, sum, 5e-11, p::toString);
          double expected = expectedIfAlive(p);
          double tail = 1e-12 * filled; // the array ends where less than 1e-12 is left
          assertEquals(expected, mean, 2e-9 * expected + 10 * tail, p::toString);
          assertEquals(future.probabilityActive(p.t), 1 - counts[0], 1e-12, p::toString);
        });
  }

  private static double expectedIfAlive(Point p) {
    Future future = p.model.future(p.x, p.tx, p.age);
    future.integrate(p.t, 0);
    return future.expected();
  }

  /** A rounding error above 1 is above 1. */
  @ParameterizedTest
  @MethodSource("families")
  void probabilityOfCount_anyCount_isAProbability(Family family) {
    grid(family, 800)
        .filter(p -> p.x <= 40)
        .forEach(p -> {
          for (int n = 0; n <= 2; n++) {
            double probability = p.model.probabilityOfCount(p.x, p.tx, p.age, n, 1e-5 * p.t);
            assertBetween(0, probability, 1, p, n + " purchases");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("families")
  void withParameters_ofOwn_isEqual(Family family) {
    PurchaseModel model = family.model.apply(new SplittableRandom(1));
    assertEquals(model, model.withParameters(model.parameters()));
    assertEquals(model.parameterNames().size(), model.parameters().length);
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int i = 0; i < model.parameters().length; i++) {
        double[] parameters = model.parameters();
        parameters[i] = bad;
        String message =
            assertThrows(IllegalArgumentException.class, () -> model.withParameters(parameters))
                .toString();
        assertTrue(message.contains(model.parameterNames().get(i) + " " + bad), message);
      }
    }
    double[] tooMany = Arrays.copyOf(model.parameters(), model.parameters().length + 1);
    assertThrows(IllegalArgumentException.class, () -> model.withParameters(tooMany));
  }

  @ParameterizedTest
  @MethodSource("families")
  void formulas_invalidHistory_areRefused(Family family) {
    PurchaseModel model = family.model.apply(new SplittableRandom(1));
    double[][] bad = {{-1, 0, 1}, {1, 2, 1}, {0, 1, 2}, {1, 1, Double.NaN}, {1, -1, 2}};
    for (double[] h : bad) {
      int x = (int) h[0];
      assertThrows(IllegalArgumentException.class, () -> model.logLikelihood(x, h[1], h[2]));
      assertThrows(IllegalArgumentException.class, () -> model.probabilityAlive(x, h[1], h[2]));
      assertThrows(IllegalArgumentException.class, () -> model.future(x, h[1], h[2]));
    }
    assertThrows(IllegalArgumentException.class, () -> model.expectedPurchases(1, 1, 2, -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> model.discountedPurchases(1, 1, 2, Double.POSITIVE_INFINITY, 0));
  }
}
