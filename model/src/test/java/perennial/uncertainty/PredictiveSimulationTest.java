package perennial.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.MbgNbd;

/**
 * The predictive distributions against a simulation of everything: parameters drawn at random,
 * whether the customer is alive, the customer's own rate, dropout and spend, then every purchase.
 */
class PredictiveSimulationTest {
  private static final int RUNS = 40_000;

  // Four standard errors of a share of RUNS, and the draws' own error.
  private static final double TOLERANCE = 4 * 0.5 / Math.sqrt(RUNS) + 0.003;

  private final RandomGenerator random = new Well19937c(11);

  @ParameterizedTest(name = "x={0} tx={1} T={2} days={3} errors={4}")
  @CsvSource({
    "2, 213, 272, 273, 1",
    "0, 0, 272, 365, 1",
    "0, 0, 0, 365, 2",
    "12, 250, 272, 365, 1",
    "40, 200, 203, 365, 1",
    "1, 5, 100, 30, 3"
  })
  void predictive_simulatedCustomer_isWhatHappens(
      int x, double tx, double age, int days, double errors) {
    BtydModel model = IntervalModels.cdnow(errors);
    CustomerHistory history = new CustomerHistory(x, tx, age, x == 0 ? 0 : 42);
    double[] counts = new double[RUNS];
    double[] values = new double[RUNS];
    Random normal = new Random(5);
    double[][] purchaseFactor =
        logFactor(model.purchaseCovariance(), IntervalModels.PURCHASES, new double[4]);
    double[][] spendFactor =
        logFactor(model.spendCovariance(), IntervalModels.SPEND, new double[] {0, 1, 0});
    for (int i = 0; i < RUNS; i++) {
      double[] p = draw(IntervalModels.PURCHASES, new double[4], purchaseFactor, normal);
      double[] s = draw(IntervalModels.SPEND, new double[] {0, 1, 0}, spendFactor, normal);
      counts[i] = purchases(p, x, tx / 7, age / 7, days / 7.0);
      values[i] = spend(s, history, counts[i]);
    }
    Arrays.sort(counts);
    Arrays.sort(values);
    Predictive predictive = PredictionIntervals.of(model).predictive(history, days);
    for (double share : new double[] {.02, .05, .25, .5, .75, .9, .95, .98}) {
      double count = counts[(int) (share * RUNS)];
      assertEquals(upTo(counts, count), predictive.purchasesAtMost((int) count), TOLERANCE);
      double value = values[(int) (share * RUNS)];
      assertEquals(upTo(values, value), predictive.clvAtMost(value), TOLERANCE);
    }
  }

  private static double upTo(double[] sorted, double value) {
    int n = 0;
    while (n < sorted.length && sorted[n] <= value) {
      n++;
    }
    return (double) n / sorted.length;
  }

  private static double[][] logFactor(Covariance covariance, double[] centre, double[] floor) {
    int n = centre.length;
    double[][] logs = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        logs[i][j] = covariance.get(i, j) / (centre[i] - floor[i]) / (centre[j] - floor[j]);
      }
    }
    return new CholeskyDecomposition(new Array2DRowRealMatrix(logs)).getL().getData();
  }

  private static double[] draw(double[] centre, double[] floor, double[][] factor, Random normal) {
    double[] z = normal.doubles(centre.length).map(_ -> normal.nextGaussian()).toArray();
    double[] drawn = new double[centre.length];
    for (int i = 0; i < drawn.length; i++) {
      double shift = 0;
      for (int j = 0; j <= i; j++) {
        shift += factor[i][j] * z[j];
      }
      drawn[i] = floor[i] + (centre[i] - floor[i]) * Math.exp(shift);
    }
    return drawn;
  }

  /** Gamma(r + x, alpha + T) and Beta(a, b + x + 1) are the posterior of whoever is alive. */
  private int purchases(double[] p, int x, double tx, double age, double t) {
    double alive = new MbgNbd(p[0], p[1], p[2], p[3]).probabilityAlive(x, tx, age);
    if (random.nextDouble() >= alive) {
      return 0;
    }
    double rate = gamma(p[0] + x) / (p[1] + age);
    double leave = new BetaDistribution(random, p[2], p[3] + x + 1).sample();
    int count = 0;
    double time = 0;
    while (true) {
      time -= Math.log(1 - random.nextDouble()) / rate;
      if (time > t) {
        return count;
      }
      count++;
      if (random.nextDouble() < leave) {
        return count;
      }
    }
  }

  private double spend(double[] s, CustomerHistory history, double count) {
    int n = history.repeatPurchases();
    double nu = gamma(s[1] + s[0] * n) / (s[2] + n * history.meanSpend());
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += gamma(s[0]) / nu;
    }
    return sum;
  }

  private double gamma(double shape) {
    return new GammaDistribution(random, shape, 1).sample();
  }
}
