package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.ScaledGammaGamma;
import perennial.model.Traits;

class SpendFitTest {
  private static final List<String> NAMES = List.of("paid");

  private static SpendCustomers simulated(ScaledGammaGamma truth, int customers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomGenerator generator = new Well19937c(seed);
    int[] n = new int[customers];
    double[] mean = new double[customers];
    double[][] values = new double[1][customers];
    for (int i = 0; i < customers; i++) {
      n[i] = 1 + random.nextInt(12);
      values[0][i] = random.nextDouble(-1, 2);
      CustomerHistory history =
          new CustomerHistory(n[i], 1, 2, 0)
              .with(new Traits(new TreeMap<>(Map.of("paid", values[0][i])), ""));
      GammaGamma own = truth.of(history);
      double nu = new GammaDistribution(generator, own.q(), 1 / own.gamma()).sample();
      mean[i] = new GammaDistribution(generator, own.p() * n[i], 1 / nu).sample() / n[i];
    }
    return new SpendCustomers(n, mean, n, NAMES, values);
  }

  private static SpendFit fit(SpendCustomers rows, boolean frequency) {
    return new ScaledGammaGammaFitter(frequency, CovariatePenalty.NONE, 0)
        .fit(rows, new GammaGammaFitter().fit(rows.data()));
  }

  @Test
  void likelihood_anyPoint_isSumOfCustomersAndGradientIsDifference() {
    SpendCustomers rows =
        simulated(new ScaledGammaGamma(new GammaGamma(4, 3, 20), .3, NAMES, List.of(.5)), 200, 1);
    double[][] columns = rows.features(true);
    Standardised features = Standardised.of(List.of("frequency", "paid"), columns);
    ScaledSpendLikelihood likelihood =
        new ScaledSpendLikelihood(rows, features, rows.canonical(columns), 30);
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 20; trial++) {
      double[] point = random.doubles(5, -2, 2).toArray();
      CovariateFitTest.assertGradient(
          (at, gradient) -> {
            CompensatedSums total = new CompensatedSums(6);
            likelihood.addTo(total, at);
            for (int i = 0; i < 5; i++) {
              gradient[i] = total.sum(1 + i) / 200;
            }
            return total.sum(0) / 200;
          },
          point);
      double frequency = point[3] / features.deviations()[0];
      double paid = point[4] / features.deviations()[1];
      double atMean = frequency * features.means()[0] + paid * features.means()[1];
      double sum = 0;
      for (int i = 0; i < 200; i++) {
        double effect =
            frequency * Math.log(Math.max(1, rows.repeatPurchases()[i]))
                + paid * rows.values()[0][i];
        sum +=
            new GammaGamma(
                    Math.exp(point[0]),
                    1 + Math.exp(point[1]),
                    30 * Math.exp(point[2] + effect - atMean))
                .logLikelihood(rows.n()[i], rows.meanSpend()[i]);
      }
      assertEquals(sum, likelihood.logLikelihood(point), 1e-11 * Math.abs(sum));
    }
  }

  @Test
  void fit_simulated_recoversExponentAndCoefficient() {
    ScaledGammaGamma truth = new ScaledGammaGamma(new GammaGamma(4, 3, 20), .3, NAMES, List.of(.5));
    SpendFit fit = fit(simulated(truth, 8000, 2), true);
    FitResult<ScaledGammaGamma> result = fit.result();
    assertTrue(result.converged(), result.warnings().toString());
    assertEquals(List.of("p", "q", "gamma", "frequency", "paid"), result.parameterNames());
    double[] errors = result.covariance().standardErrors();
    double[] expected = {4, 3, 20, .3, .5};
    for (int i = 0; i < 5; i++) {
      double z = (result.parameters().get(i) - expected[i]) / errors[i];
      assertTrue(Math.abs(z) < 3, result.parameterNames().get(i) + " z " + z);
    }
    assertTrue(fit.againstIndependent().p() < 1e-9);
  }

  @Test
  void fit_nothingDepends_saysSo() {
    ScaledGammaGamma truth = new ScaledGammaGamma(new GammaGamma(4, 3, 20), 0, NAMES, List.of(0.0));
    SpendFit fit = fit(simulated(truth, 3000, 5), true);
    assertTrue(fit.againstIndependent().p() > .01, fit.againstIndependent().toString());
    assertEquals(2, fit.againstIndependent().degreesOfFreedom());
    for (Coefficient coefficient : fit.coefficients()) {
      assertTrue(Math.abs(coefficient.test().orElseThrow().z()) < 3, coefficient.toString());
    }
  }

  @Test
  void fit_rowsInAnotherOrder_isBitwiseTheSame() {
    SpendCustomers rows =
        simulated(new ScaledGammaGamma(new GammaGamma(4, 3, 20), .3, NAMES, List.of(.5)), 300, 2);
    int[] order = IntStream.range(0, 300).map(i -> (i * 77 + 5) % 300).toArray();
    int[] n = Arrays.stream(order).map(i -> rows.n()[i]).toArray();
    SpendCustomers shuffled =
        new SpendCustomers(
            n,
            Arrays.stream(order).mapToDouble(i -> rows.meanSpend()[i]).toArray(),
            n,
            NAMES,
            new double[][] {Arrays.stream(order).mapToDouble(i -> rows.values()[0][i]).toArray()});
    ScaledGammaGammaFitter fitter =
        new ScaledGammaGammaFitter(true, CovariatePenalty.CROSS_VALIDATED, 3);
    assertEquals(
        fitter.fit(rows, new GammaGammaFitter().fit(rows.data())),
        fitter.fit(shuffled, new GammaGammaFitter().fit(shuffled.data())));
  }

  /** Customers that differ by chance only: q and gamma have no maximum, their ratio has. */
  @Test
  void fit_customersDoNotDiffer_isTheLimitWithFinitePredictions() {
    RandomGenerator generator = new Well19937c(4);
    int[] n = IntStream.range(0, 400).map(i -> 1 + i % 7).toArray();
    double[] mean = new double[n.length];
    for (int i = 0; i < n.length; i++) {
      // Less spread than chance would give, so that no heterogeneity can be estimated.
      double drawn = new GammaDistribution(generator, 12.0 * n[i], 2.0 / n[i]).sample();
      mean[i] = 24 + (drawn - 24) / Math.pow(n[i], .3);
    }
    double[] weight = new double[n.length];
    Arrays.fill(weight, 1);
    FitResult<GammaGamma> fit =
        new GammaGammaFitter().fit(SpendData.of(n.clone(), mean.clone(), weight));
    assertTrue(fit.converged(), fit.warnings().toString());
    assertTrue(fit.model().q() > 1e6, "q " + fit.model().q());
    assertEquals(Covariance.UNKNOWN, fit.covariance());
    assertTrue(fit.warnings().getFirst().contains("customers do not differ"));
    double total = 0;
    double count = 0;
    for (int i = 0; i < n.length; i++) {
      total += n[i] * mean[i];
      count += n[i];
    }
    for (double own : new double[] {.01, 24, 1e5}) {
      assertEquals(total / count, fit.model().expectedSpend(3, own), 1e-2);
    }
    double p = fit.model().p();
    double most = homogeneous(p, total / count, n, mean);
    assertEquals(most, fit.logLikelihood(), 1e-3);
    assertTrue(homogeneous(p * 1.01, total / count, n, mean) < most);
    assertTrue(homogeneous(p / 1.01, total / count, n, mean) < most);
  }

  /** A mean of n purchases is Gamma of shape p n around the one mean of all. */
  private static double homogeneous(double p, double mean, int[] n, double[] means) {
    double sum = 0;
    for (int i = 0; i < n.length; i++) {
      sum += new GammaDistribution(p * n[i], mean / (p * n[i])).logDensity(means[i]);
    }
    return sum;
  }

  /** scipy 1.x: pearsonr and spearmanr of these lists. */
  @Test
  void correlation_smallSample_isScipys() {
    Correlation c =
        Correlation.of(
            new int[] {1, 2, 2, 5, 7, 1, 3, 9, 4, 4},
            new double[] {10.5, 8, 12, 30, 20, 11, 15, 18, 14, 14});
    assertEquals(0.6156960421377049, c.pearson(), 1e-12);
    assertEquals(0.05808017468071404, c.pearsonP(), 1e-12);
    assertEquals(0.8589118694710288, c.spearman(), 1e-12);
    assertEquals(0.0014569682275830166, c.spearmanP(), 1e-12);
  }

  @Test
  void correlation_columnThatDoesNotVary_isNone() {
    Correlation c = Correlation.of(new int[] {2, 2, 2}, new double[] {1, 2, 3});
    assertEquals(new Correlation(0, 1, 0, 1), c);
  }

  /** CDNOW: spend does go with frequency, and the model in which it may fits better. */
  @Test
  @EnabledIfEnvironmentVariable(named = "PERENNIAL_DATA", matches = ".+")
  void fit_cdnow_frequencyMatters() throws Exception {
    SpendData data = CdnowSample.read().spend();
    int[] n = IntStream.range(0, data.rows()).map(data::n).toArray();
    double[] mean = IntStream.range(0, n.length).mapToDouble(data::meanSpend).toArray();
    assertEquals(.113888, Correlation.of(n, mean).pearson(), 1e-6);
    assertTrue(Correlation.of(n, mean).pearsonP() < .001);
    SpendCustomers rows = new SpendCustomers(n, mean, n, List.of(), new double[0][]);
    FitResult<GammaGamma> independent = new GammaGammaFitter().fit(data);
    SpendFit fit =
        new ScaledGammaGammaFitter(true, CovariatePenalty.NONE, 0).fit(rows, independent);
    assertEquals(-4055.917695, fit.againstIndependent().logLikelihood(), 1e-4);
    assertFalse(fit.againstIndependent().p() > 1e-6);
  }
}
