package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every formula of every family at thousands of random points: parameters of twelve orders of
 * magnitude (eight where a sum over sub-events takes its time), histories that end at the last
 * purchase, just after it or long after, and up to 100,000 purchases. What is wrong at all points
 * is listed at once.
 */
@Tag("thorough")
class FormulaFuzzTest {
  private static final int[] COUNTS = {0, 0, 1, 1, 2, 3, 7, 40, 400, 5000, 100_000};

  record Family(PurchaseModel any, int points, double orders) {
    @Override
    public String toString() {
      return any.family();
    }
  }

  record Point(PurchaseModel model, int x, double tx, double age, double t, double rate) {}

  static Stream<Family> families() {
    return Stream.of(
        new Family(new Nbd(1, 1), 4000, 6),
        new Family(new BgNbd(1, 1, 1, 1), 4000, 6),
        new Family(new MbgNbd(1, 1, 1, 1), 4000, 6),
        new Family(new ParetoNbd(1, 1, 1, 1), 4000, 6),
        new Family(new BgCnbdK(3, 1, 1, 1, 1), 150, 2),
        new Family(new MbgCnbdK(12, 1, 1, 1, 1), 150, 2),
        new Family(new BgBb(1, 1, 1, 1), 3000, 6),
        new Family(new Sbg(1, 1), 3000, 6),
        new Family(new Bdw(1, 1, 1), 3000, 3));
  }

  private static double power(SplittableRandom random, double orders) {
    return Math.pow(10, random.nextDouble(-orders, orders));
  }

  private static Point point(Family family, SplittableRandom random) {
    double[] parameters = family.any.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = power(random, i == 2 && family.any instanceof Bdw ? 1 : family.orders);
    }
    int x = COUNTS[random.nextInt(COUNTS.length)];
    double age = power(random, 4);
    double tx =
        switch (random.nextInt(4)) {
          case 0 -> age;
          case 1 -> age * random.nextDouble();
          case 2 -> age * (1 - Math.pow(10, random.nextDouble(-12, 0)));
          default -> age * Math.pow(10, random.nextDouble(-6, 0));
        };
    PurchaseModel model = family.any.withParameters(parameters);
    return new Point(
        model, x, x == 0 ? 0 : tx, age, power(random, 4), Math.pow(10, random.nextDouble(-6, 0)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyFormula_anyPoint_holds(Family family) {
    SplittableRandom random = new SplittableRandom(7);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < family.points; i++) {
      Point p = point(family, random);
      new Check(p, wrong).all();
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** The checks of one point. */
  private record Check(Point p, List<String> wrong) {
    void all() {
      PurchaseModel m = p.model;
      double alive = value("alive", 0, 1, () -> m.probabilityAlive(p.x, p.tx, p.age));
      value("later", 0, roundedUp(alive), () -> m.probabilityAliveAt(p.x, p.tx, p.age, p.t));
      double active =
          value("active", 0, roundedUp(alive), () -> m.probabilityActive(p.x, p.tx, p.age, p.t));
      double most = Double.MAX_VALUE;
      double expected = value("expected", active * (1 - 1e-9), most, () -> expected(p.t));
      value("sooner", 0, expected * (1 + 1e-11), () -> expected(p.t / 2));
      double discounted =
          value("discounted", 0, expected * (1 + 1e-9), () -> discounted(p.t, p.rate));
      double ever = Double.POSITIVE_INFINITY;
      value("ever", discounted * (1 - 1e-9), most, () -> discounted(ever, p.rate));
      value("none", 1 - active - 1e-11, 1 - active + 1e-11, () -> count(0));
      double two =
          value(
              "two or more",
              0,
              roundedUp(1),
              () -> m.future(p.x, p.tx, p.age).probabilityAtLeast(2, p.t));
      value("two", 0, Math.min(1, alive * two + 1e-11), () -> count(2));
      value("new: two", 0, 1, () -> m.probabilityOfCount(2, p.t));
      value("new: expected", 0, most, () -> m.expectedPurchases(p.t));
      likelihoodLosesTheActive(active);
    }

    /** No purchase in (T, T + t] is the one way from the history at T to the same at T + t. */
    private void likelihoodLosesTheActive(double active) {
      double now = p.model.logLikelihood(p.x, p.tx, p.age);
      double rounding = 1e-11 + 1e-12 * Math.abs(now) + 4e-13 * p.x;
      value(
          "likelihood",
          active - rounding,
          active + rounding,
          () -> -Math.expm1(p.model.logLikelihood(p.x, p.tx, p.age + p.t) - now));
    }

    private double expected(double t) {
      return p.model.expectedPurchases(p.x, p.tx, p.age, t);
    }

    private double discounted(double t, double rate) {
      return p.model.discountedPurchases(p.x, p.tx, p.age, t, rate);
    }

    private double count(int n) {
      return p.model.probabilityOfCount(p.x, p.tx, p.age, n, p.t);
    }

    private static double roundedUp(double bound) {
      return bound * (1 + 1e-12);
    }

    /** Also false for NaN. */
    private double value(String what, double low, double high, DoubleSupplier formula) {
      double value = formula.getAsDouble();
      if (!(low <= value && value <= high)) {
        wrong.add("%s %s not in [%s, %s] at %s".formatted(what, value, low, high, p));
      }
      return value;
    }
  }
}
