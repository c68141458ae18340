package perennial.uncertainty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import perennial.fitting.FitResult;
import perennial.fitting.MbgNbdFitter;
import perennial.fitting.PurchaseData;
import perennial.math.NormalPoints;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;

/**
 * The draws are as wide as the estimates of a parametric bootstrap: fits to data simulated from the
 * fitted model. docs/uncertainty.md has the figures of the thorough one.
 */
class BootstrapTest {
  private static final MbgNbd TRUTH = new MbgNbd(.8, 40, .9, 2.2);
  private static final String[] NAMES = {"log r", "log alpha", "log a", "log b", "log E[X(365)]"};

  @Test
  void draws_smallBootstrap_areAsWideAsTheEstimates() {
    compare(4_000, 80, .65, 1.5);
  }

  @Test
  @Tag("thorough")
  void draws_bootstrap_areAsWideAsTheEstimates() {
    compare(20_000, 500, .85, 1.18);
  }

  private static void compare(int customers, int refits, double least, double most) {
    RandomGenerator random = new Well19937c(20_240_601);
    FitResult<MbgNbd> fit = new MbgNbdFitter().fit(simulate(TRUTH, customers, random));
    double[][] bootstrap = new double[NAMES.length][refits];
    for (int i = 0; i < refits; i++) {
      put(bootstrap, i, new MbgNbdFitter().fit(simulate(fit.model(), customers, random)).model());
    }
    double[][] draws = draws(fit);
    for (int p = 0; p < NAMES.length; p++) {
      double ratio = deviation(draws[p]) / deviation(bootstrap[p]);
      if (refits > 100) { // the table of docs/uncertainty.md
        System.out.printf(
            Locale.ROOT,
            "| %s | %.4f | %.4f | %.3f |%n",
            NAMES[p],
            deviation(draws[p]),
            deviation(bootstrap[p]),
            ratio);
      }
      assertTrue(least < ratio && ratio < most, NAMES[p] + ": " + ratio);
    }
  }

  private static double[][] draws(FitResult<MbgNbd> fit) {
    double[] centre = fit.model().parameters();
    LaplaceDraws laplace = new LaplaceDraws(centre, LaplaceDraws.floors(4, 0), fit.covariance());
    double[][] points = NormalPoints.of(64, 4);
    double[][] draws = new double[NAMES.length][points.length];
    for (int d = 0; d < points.length; d++) {
      put(draws, d, fit.model().withParameters(laplace.at(points[d], 0)));
    }
    return draws;
  }

  private static void put(double[][] into, int i, MbgNbd model) {
    double[] parameters = model.parameters();
    for (int p = 0; p < 4; p++) {
      into[p][i] = Math.log(parameters[p]);
    }
    into[4][i] = Math.log(model.expectedPurchases(365));
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** In continuous time, so that rounding to days does not move the estimates. */
  private static PurchaseData simulate(MbgNbd model, int customers, RandomGenerator random) {
    GammaDistribution rates = new GammaDistribution(random, model.r(), 1 / model.alpha());
    BetaDistribution chances = new BetaDistribution(random, model.a(), model.b());
    int[] x = new int[customers];
    double[] recency = new double[customers];
    double[] age = new double[customers];
    for (int i = 0; i < customers; i++) {
      age[i] = 180 + 360 * random.nextDouble();
      double rate = rates.sample();
      double leaves = chances.sample();
      double time = 0;
      while (random.nextDouble() >= leaves) {
        time -= Math.log(1 - random.nextDouble()) / rate;
        if (!(time <= age[i])) {
          break;
        }
        x[i]++;
        recency[i] = time;
      }
    }
    return PurchaseData.ofCustomers(TimeUnit.DAY, x, recency, age);
  }
}
