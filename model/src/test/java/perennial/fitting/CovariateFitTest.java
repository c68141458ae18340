package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.math.Objective;
import perennial.model.BgNbd;
import perennial.model.ContinuousCustomer;
import perennial.model.CovariateEffects;
import perennial.model.CovariateModel;
import perennial.model.MbgNbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;

class CovariateFitTest {
  static final CovariateEffects TRUE_EFFECTS =
      new CovariateEffects(List.of("paid", "visits"), List.of(.6, -.3), List.of(-.5, .4));

  static CovariateFitter fitter(String family) {
    return new CovariateFitter(family, CovariatePenalty.NONE, Set.of(), 1);
  }

  /** Customers of a model, one indicator and one continuous covariate away from 0. */
  static CovariateRows simulated(PurchaseModel base, CovariateEffects effects, int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] x = new int[n];
    double[] recency = new double[n];
    double[] age = new double[n];
    double[][] values = new double[2][n];
    for (int i = 0; i < n; i++) {
      values[0][i] = random.nextInt(2);
      values[1][i] = 3 + random.nextGaussian();
      double rate = 0;
      double dropout = 0;
      for (int c = 0; c < 2; c++) {
        rate += effects.rate().get(c) * values[c][i];
        dropout += effects.dropout().get(c) * values[c][i];
      }
      age[i] = random.nextDouble(300, 700);
      PurchaseModel own = ((CovariateModel) base).withEffects(rate, dropout);
      ContinuousCustomer customer = ContinuousCustomer.of(own, age[i], random);
      x[i] = customer.x();
      recency[i] = customer.recency();
    }
    return new CovariateRows(TimeUnit.DAY, x, recency, age, effects.names(), values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd"})
  void objective_anyPoint_gradientIsDifference(String name) {
    PurchaseFamily.Movable family = PurchaseFamily.movable(name);
    CovariateRows rows = simulated(new MbgNbd(.6, 60, .8, 2.5), TRUE_EFFECTS, 60, 5);
    Standardised standardised = Standardised.of(rows.names(), rows.values());
    for (Set<String> equal : List.of(Set.<String>of(), Set.of("visits"))) {
      CoefficientLayout layout = new CoefficientLayout(family, rows.names(), equal);
      Objective objective =
          CovariateLikelihood.objective(
              List.of(
                  new CovariateLikelihood(
                      family, layout, rows, standardised, rows.canonical(), 400)),
              7.5);
      SplittableRandom random = new SplittableRandom(2);
      for (int trial = 0; trial < 20; trial++) {
        double[] point = random.doubles(layout.size(), -2, 2).toArray();
        assertGradient(objective, point);
      }
    }
  }

  static void assertGradient(Objective objective, double[] point) {
    double[] gradient = new double[point.length];
    double value = objective.evaluate(point, gradient);
    double[] unused = new double[point.length];
    int[] at = {-2, -1, 1, 2};
    double[] weights = {1, -8, 8, -1};
    for (int i = 0; i < point.length; i++) {
      double difference = 0;
      double[] moved = point.clone();
      for (int j = 0; j < 4; j++) {
        moved[i] = point[i] + at[j] * 1e-4;
        difference += weights[j] * objective.evaluate(moved, unused) / (12 * 1e-4);
      }
      assertEquals(
          difference, gradient[i], 1e-9 * (1 + Math.abs(value) + Math.abs(gradient[i])), "at " + i);
    }
  }

  /** The value of the objective is what the fitted models say of each customer. */
  @ParameterizedTest
  @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd"})
  void fit_logLikelihood_isSumOverCustomersOwnModels(String family) {
    CovariateRows rows = simulated(new MbgNbd(.6, 60, .8, 2.5), TRUE_EFFECTS, 500, 3);
    CovariateFit fit = fitter(family).fit(rows);
    double sum = 0;
    for (int i = 0; i < rows.x().length; i++) {
      double rate = 0;
      double dropout = 0;
      for (int c = 0; c < 2; c++) {
        rate += fit.effects().rate().get(c) * rows.values()[c][i];
        dropout += fit.effects().dropout().get(c) * rows.values()[c][i];
      }
      sum +=
          ((CovariateModel) fit.baseline().model())
              .withEffects(rate, dropout)
              .logLikelihood(rows.x()[i], rows.recencyDays()[i], rows.ageDays()[i]);
    }
    assertEquals(sum, fit.baseline().logLikelihood(), 1e-9 * Math.abs(sum));
  }

  @Test
  void fit_simulatedMbg_recoversParametersAndCoefficients() {
    assertRecovered("mbg-nbd", new MbgNbd(.9, 40, .8, 2.5), TRUE_EFFECTS, 6_000, 11);
  }

  @Test
  void fit_simulatedBg_recoversParametersAndCoefficients() {
    assertRecovered("bg-nbd", new BgNbd(.9, 40, .8, 2.5), TRUE_EFFECTS, 6_000, 12);
  }

  static void assertRecovered(
      String family, PurchaseModel truth, CovariateEffects effects, int n, long seed) {
    CovariateFit fit = fitter(family).fit(simulated(truth, effects, n, seed));
    assertTrue(fit.baseline().converged(), fit.baseline().warnings().toString());
    double[] errors = fit.covariance().standardErrors();
    double[] parameters = truth.parameters();
    for (int i = 0; i < parameters.length; i++) {
      double z = (fit.baseline().parameters().get(i) - parameters[i]) / errors[i];
      assertTrue(Math.abs(z) < 3, fit.baseline().parameterNames().get(i) + " z " + z);
    }
    for (int c = 0; c < 2; c++) {
      double rate = (fit.effects().rate().get(c) - effects.rate().get(c)) / errors[4 + c];
      double dropout = (fit.effects().dropout().get(c) - effects.dropout().get(c)) / errors[6 + c];
      assertTrue(Math.abs(rate) < 3 && Math.abs(dropout) < 3, rate + " " + dropout);
    }
    assertTrue(fit.againstNone().p() < 1e-6);
  }

  @Test
  void fit_simulatedPareto_recoversParametersAndCoefficients() {
    assertRecovered("pareto-nbd", new ParetoNbd(.9, 40, .7, 150), TRUE_EFFECTS, 3_000, 14);
  }

  @Test
  void fit_rowsInAnotherOrder_isBitwiseTheSame() {
    CovariateRows rows = simulated(new MbgNbd(.6, 60, .8, 2.5), TRUE_EFFECTS, 400, 4);
    int[] order = IntStream.range(0, 400).map(i -> (i * 133 + 7) % 400).toArray();
    CovariateRows shuffled =
        new CovariateRows(
            TimeUnit.DAY,
            Arrays.stream(order).map(i -> rows.x()[i]).toArray(),
            Arrays.stream(order).mapToDouble(i -> rows.recencyDays()[i]).toArray(),
            Arrays.stream(order).mapToDouble(i -> rows.ageDays()[i]).toArray(),
            rows.names(),
            Arrays.stream(rows.values())
                .map(column -> Arrays.stream(order).mapToDouble(i -> column[i]).toArray())
                .toArray(double[][]::new));
    CovariateFitter fitter =
        new CovariateFitter("mbg-nbd", CovariatePenalty.CROSS_VALIDATED, Set.of(), 9);
    assertEquals(fitter.fit(rows), fitter.fit(shuffled));
  }

  /** Another unit and another zero: the same predictions and tests. */
  @Test
  void fit_covariateInAnotherUnit_scalesItsCoefficientOnly() {
    CovariateRows rows = simulated(new MbgNbd(.6, 60, .8, 2.5), TRUE_EFFECTS, 2000, 4);
    double[][] hundreds = {
      rows.values()[0], Arrays.stream(rows.values()[1]).map(v -> 100 * v).toArray()
    };
    CovariateFit one = fitter("mbg-nbd").fit(rows);
    CovariateFit other =
        fitter("mbg-nbd")
            .fit(
                new CovariateRows(
                    TimeUnit.DAY,
                    rows.x(),
                    rows.recencyDays(),
                    rows.ageDays(),
                    rows.names(),
                    hundreds));
    assertEquals(one.baseline().logLikelihood(), other.baseline().logLikelihood(), 1e-8);
    assertEquals(one.effects().rate().get(1), 100 * other.effects().rate().get(1), 1e-7);
    assertEquals(
        one.coefficients().get(1).test().orElseThrow().z(),
        other.coefficients().get(1).test().orElseThrow().z(),
        1e-5);
  }

  @Test
  void crossValidation_noise_choosesALargerWeightThanForRealEffects() {
    CovariateFitter cv =
        new CovariateFitter("mbg-nbd", CovariatePenalty.CROSS_VALIDATED, Set.of(), 5);
    MbgNbd base = new MbgNbd(.9, 40, .8, 2.5);
    CovariateFit real = cv.fit(simulated(base, TRUE_EFFECTS, 1500, 6));
    CovariateEffects none =
        new CovariateEffects(List.of("paid", "visits"), List.of(0.0, 0.0), List.of(0.0, 0.0));
    CovariateFit noise = cv.fit(simulated(base, none, 1500, 6));
    assertTrue(noise.penalty() >= 100 * Math.max(1, real.penalty()), noise.penalty() + " noise");
    assertTrue(real.penalty() <= 90, real.penalty() + " real");
    assertTrue(noise.againstNone().p() > .01);
  }

  @Test
  void fit_hugePenalty_isTheFitWithoutCovariates() {
    CovariateRows rows = simulated(new MbgNbd(.9, 40, .8, 2.5), TRUE_EFFECTS, 1000, 6);
    CovariateFit fit =
        new CovariateFitter("mbg-nbd", new CovariatePenalty(false, 1e10), Set.of(), 0).fit(rows);
    FitResult<MbgNbd> plain = new MbgNbdFitter().fit(rows.data());
    assertEquals(plain.logLikelihood(), fit.baseline().logLikelihood(), 1e-3);
    assertEquals(0, fit.effects().rate().get(0), 1e-6);
  }
}
