package perennial.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import perennial.fitting.BdwFitter;
import perennial.fitting.BgBbFitter;
import perennial.fitting.BgBbLikelihood;
import perennial.fitting.PurchaseData;
import perennial.fitting.RenewalCounts;
import perennial.fitting.RenewalLikelihood;
import perennial.fitting.SbgFitter;
import perennial.math.Objective;

/** The likelihoods that are searched against those of the models, and their gradients. */
class OpportunityGradientTest {
  @Test
  void bgBb_anyParameters_isTheModelsLikelihoodWithItsGradient() {
    PurchaseData data = histories(true);
    BgBbLikelihood objective = new BgBbLikelihood(data);
    check(objective, 4, data, p -> new BgBb(p[0], p[1], p[2], p[3]));
  }

  @Test
  void contracts_anyParameters_areTheModelsLikelihoodWithItsGradient() {
    PurchaseData data = histories(false);
    RenewalCounts counts = RenewalCounts.of(data);
    check(new RenewalLikelihood(counts, false), 2, data, p -> new Sbg(p[0], p[1]));
    check(new RenewalLikelihood(counts, true), 3, data, p -> new Bdw(p[0], p[1], p[2]));
  }

  @Test
  void fit_noInformation_isRefused() {
    TimeUnit year = new TimeUnit(365);
    PurchaseData nobody =
        PurchaseData.ofDays(year, new int[0], new double[0], new double[0], new double[0]);
    PurchaseData young =
        PurchaseData.ofCustomers(year, new int[] {0, 0}, new double[2], new double[] {30, 60});
    for (PurchaseData data : new PurchaseData[] {nobody, young}) {
      assertThrows(IllegalArgumentException.class, () -> new BgBbFitter().fit(data));
      assertThrows(IllegalArgumentException.class, () -> new SbgFitter().fit(data));
      assertThrows(IllegalArgumentException.class, () -> new BdwFitter().fit(data));
    }
  }

  /** Whole and broken ages, a purchase in the unfinished period, and more than one a period. */
  private static PurchaseData histories(boolean purchases) {
    SplittableRandom random = new SplittableRandom(20);
    int n = 200;
    int[] x = new int[n];
    double[] recency = new double[n];
    double[] age = new double[n];
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      age[i] = 10 * random.nextInt(1, 400) + (i % 3 == 0 ? random.nextDouble() : 0);
      int last = random.nextInt((int) age[i] + 1);
      x[i] = last == 0 ? 0 : random.nextInt(1, 60);
      recency[i] = purchases || random.nextBoolean() ? last : x[i] > 0 ? age[i] : 0;
      weight[i] = random.nextDouble(.1, 5);
    }
    return PurchaseData.ofDays(new TimeUnit(100), x, recency, age, weight);
  }

  private static void check(
      Objective objective, int n, PurchaseData data, Function<double[], PurchaseModel> model) {
    SplittableRandom random = new SplittableRandom(n);
    for (int trial = 0; trial < 60; trial++) {
      double[] point = random.doubles(n, -4, 4).toArray();
      double[] gradient = new double[n];
      double value = objective.evaluate(point, gradient);
      PurchaseModel at = model.apply(Arrays.stream(point).map(Math::exp).toArray());
      double sum = 0;
      for (int i = 0; i < data.rows(); i++) {
        sum += data.weight(i) * at.logLikelihood(data.x(i), data.tx(i), data.age(i));
      }
      assertEquals(-sum / data.customers(), value, 1e-12 * value);
      assertTrue(Double.isFinite(value));
      for (int i = 0; i < n; i++) {
        double slope = slope(objective, point, i);
        assertEquals(slope, gradient[i], 1e-7 * (1 + Math.abs(slope)), at::toString);
      }
    }
  }

  /** Central difference of fourth order. */
  private static double slope(Objective objective, double[] point, int i) {
    double h = 2e-4;
    double[] unused = new double[point.length];
    double[] moved = point.clone();
    double[] values = new double[4];
    double[] steps = {-2 * h, -h, h, 2 * h};
    for (int s = 0; s < 4; s++) {
      moved[i] = point[i] + steps[s];
      values[s] = objective.evaluate(moved, unused);
    }
    return (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h);
  }
}
