package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts and P(alive) of all draws together against each draw's own, over a seeded grid: parameters
 * of two to three orders of magnitude, draws around them, up to 60 purchases.
 */
class DrawnCountsTest {
  private static final int DRAWS = 5;

  record Family(String name, Function<double[], PurchaseModel> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Family> families() {
    return Stream.of(
        new Family("nbd", p -> new Nbd(p[0], p[1])),
        new Family("bg-nbd", p -> new BgNbd(p[0], p[1], p[2], p[3])),
        new Family("mbg-nbd", p -> new MbgNbd(p[0], p[1], p[2], p[3])),
        new Family("pareto-nbd", p -> new ParetoNbd(p[0], p[1], p[2], p[3])),
        new Family("bg-cnbd-2", p -> new BgCnbdK(2, p[0], p[1], p[2], p[3])),
        new Family("mbg-cnbd-3", p -> new MbgCnbdK(3, p[0], p[1], p[2], p[3])),
        new Family("mbg-cnbd-12", p -> new MbgCnbdK(12, p[0], p[1], p[2], p[3])),
        new Family("bg-bb", p -> new BgBb(p[0], p[1], p[2], p[3])),
        new Family("sbg", p -> new Sbg(p[0], p[1])),
        new Family("bdw", p -> new Bdw(p[0], p[1], 1 + .1 * p[2])));
  }

  /** A history, a horizon and models around one. */
  record Case(PurchaseModel[] models, int x, double tx, double age, double t) {
    static Case draw(Family family, SplittableRandom random) {
      double[] centre = {
        between(random, .05, 20),
        between(random, .1, 100),
        between(random, .1, 20),
        between(random, .1, 100)
      };
      PurchaseModel[] models = new PurchaseModel[DRAWS];
      for (int d = 0; d < DRAWS; d++) {
        double[] drawn = centre.clone();
        for (int i = 0; i < drawn.length; i++) {
          drawn[i] *= Math.exp(.2 * random.nextGaussian());
        }
        models[d] = family.of.apply(drawn);
      }
      int x = (int) between(random, .5, 60);
      double age = between(random, 1, 300);
      double tx = x == 0 ? 0 : age * Math.pow(random.nextDouble(), .3);
      return new Case(models, x, tx, age, between(random, 1, 150));
    }

    Future[] futures() {
      Future[] futures = new Future[DRAWS];
      for (int d = 0; d < DRAWS; d++) {
        futures[d] = models[d].future(x, tx, age);
      }
      return futures;
    }
  }

  private static double between(SplittableRandom random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  @ParameterizedTest
  @MethodSource("families")
  void counts_manyDraws_areEachDrawsOwn(Family family) {
    SplittableRandom random = new SplittableRandom(12);
    double[] own = new double[4096];
    for (int i = 0; i < 600; i++) {
      Case c = Case.draw(family, random);
      Future[] futures = c.futures();
      futures[0].integrate(c.t, 0);
      if (futures[0].expected() > 60) {
        continue;
      }
      DrawnCounts together = DrawnCounts.of(futures, c.t);
      for (int d = 0; d < DRAWS; d++) {
        int filled = futures[d].counts(c.t, own);
        double up = 0;
        double upTogether = 0;
        for (int n = 0; n < filled && together.probability(n + 1, d) > 0; n++) {
          up += own[n];
          upTogether += together.probability(n, d);
          assertEquals(up, upTogether, 1e-9, () -> family + " " + c);
          if (family.name.equals("bg-bb") && n % 5 == 0) { // nothing of the recurrence in it
            double beyond = futures[d].probabilityAtLeast(n + 1, c.t);
            assertEquals(beyond, 1 - upTogether, 1e-9, () -> family + " " + c);
          }
        }
        futures[d].integrate(c.t, 0);
        double expected = futures[d].expected();
        assertEquals(expected, together.mean(d), 1e-4 * expected + 1e-6, () -> family + " " + c);
      }
    }
  }

  static Stream<PurchaseModel> busy() {
    return Stream.of(
        new Nbd(.5, 6),
        new MbgNbd(.5, 6, .9, 1.6),
        new BgCnbdK(3, .5, 6, .9, 1.6),
        new ParetoNbd(.5, 6, .6, 12),
        new BgBb(.5, 44, .66, 80));
  }

  /** Where the probability of no purchase is no double any more; against another formula. */
  @ParameterizedTest
  @MethodSource("busy")
  void counts_noneUnderflows_areThoseOfAtLeast(PurchaseModel model) {
    double[] more = model.parameters();
    more[more.length - 1] *= 1.3;
    Future[] futures = {
      model.future(300, 300, 301), model.withParameters(more).future(300, 300, 301)
    };
    double t = 3650;
    DrawnCounts together = DrawnCounts.of(futures, t);
    for (int d = 0; d < futures.length; d++) {
      double below = 0;
      for (int n = 0; n < together.size() - 1; n++) {
        if (n % 97 == 1) {
          assertEquals(1 - futures[d].probabilityAtLeast(n, t), below, 2e-9, model + " " + n);
        }
        below += together.probability(n, d);
      }
      assertTrue(below > .999, model + " " + below);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void alive_manyDraws_isEachDrawsOwn(Family family) {
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 2000; i++) {
      Case c = Case.draw(family, random);
      double[] together = DrawnAlive.of(c.models, c.x, c.tx, c.age);
      for (int d = 0; d < DRAWS; d++) {
        double own = c.models[d].probabilityAlive(c.x, c.tx, c.age);
        assertEquals(own, together[d], 1e-11 * own + 1e-300, () -> family + " " + c);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void mix_anyWeights_isADistribution(Family family) {
    SplittableRandom random = new SplittableRandom(14);
    double[] alive = {.1, .5, 1, 0, .7};
    for (int i = 0; i < 200; i++) {
      Case c = Case.draw(family, random);
      double sum = 0;
      for (double p : DrawnCounts.of(c.futures(), c.t).mix(alive)) {
        assertTrue(p >= 0, () -> family + " " + c);
        sum += p;
      }
      assertEquals(1, sum, 1e-9, () -> family + " " + c);
    }
  }
}
