package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.math.Objective;
import perennial.model.BetaGeometric;
import perennial.model.Erlang;
import perennial.model.GammaGamma;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;

/** A likelihood is the sum over its rows, and its gradient is that of differences. */
class LikelihoodPropertiesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void likelihood_anyPoint_isSumOfRowsAndGradientIsDifference(int e) {
    PurchaseData data = FitSamples.purchases();
    BetaGeometricLikelihood likelihood = new BetaGeometricLikelihood(data, e, 100, 1);
    double[][] points = {
      {-1.2, -2, -.3, .9}, {0, 0, 0, 0}, {2, 11.5, -3, 4}, {-4, -6, 5, -4}, {9, 9, 9, 9}
    };
    for (double[] point : points) {
      double sum = 0;
      BetaGeometric model =
          new BetaGeometric(
              Math.exp(point[0]),
              Math.exp(point[1]) * 100,
              Math.exp(point[2]),
              Math.exp(point[3]),
              e);
      for (int i = 0; i < data.rows(); i++) {
        sum += data.weight(i) * model.logLikelihood(data.x(i), data.tx(i), data.age(i));
      }
      double value = likelihood.evaluate(point, new double[4]);
      assertEquals(sum, likelihood.logLikelihood(value), 1e-11 * Math.abs(sum));
      assertGradientIsDifference(likelihood, point);
    }
  }

  @Test
  void nbdLikelihood_anyPoint_isSumOfRowsAndGradientIsDifference() {
    PurchaseData data = FitSamples.purchases();
    HistoryRows rows = HistoryRows.of(data, 100, 1);
    double[][] points = {{-1.2, -2}, {0, 0}, {2, 11.5}, {-4, -6}, {9, 9}};
    for (double[] point : points) {
      Nbd model = new Nbd(Math.exp(point[0]), 100 * Math.exp(point[1]));
      assertIsSumAndGradientIsDifference(new NbdLikelihood(rows), rows, data, model, point);
    }
  }

  @Test
  void paretoLikelihood_anyPoint_isSumOfRowsAndGradientIsDifference() {
    PurchaseData data = FitSamples.purchases();
    HistoryRows rows = HistoryRows.of(data, 100, 1);
    double[][] points = {
      {-1.2, -2, -.3, .9}, {0, 0, 0, 0}, {2, 11.5, -3, 4}, {-4, -6, 5, -4}, {0, 0, 0, 11.5}
    };
    for (double[] point : points) {
      ParetoNbd model =
          new ParetoNbd(
              Math.exp(point[0]),
              100 * Math.exp(point[1]),
              Math.exp(point[2]),
              100 * Math.exp(point[3]));
      assertIsSumAndGradientIsDifference(new ParetoLikelihood(rows), rows, data, model, point);
    }
  }

  /** The record's likelihood leaves the constant of the gaps out, and so does the objective. */
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "2, 0", "2, 1", "12, 0", "12, 1"})
  void erlangLikelihood_anyPoint_isSumOfRowsAndGradientIsDifference(int k, int e) {
    PurchaseData data = FitSamples.purchases();
    HistoryRows rows = HistoryRows.of(data, 100, 1);
    ErlangLikelihood likelihood = new ErlangLikelihood(rows, k, e);
    double[][] points = {
      {-1.2, -2, -.3, .9}, {0, 0, 0, 0}, {2, 11.5, -3, 4}, {-4, -6, 5, -4}, {9, 9, 9, 9}
    };
    for (double[] point : points) {
      Erlang model =
          new Erlang(
              k,
              Math.exp(point[0]),
              100 * Math.exp(point[1]),
              Math.exp(point[2]),
              Math.exp(point[3]),
              e);
      double sum = 0;
      for (int i = 0; i < data.rows(); i++) {
        sum += data.weight(i) * model.logLikelihood(data.x(i), data.tx(i), data.age(i));
      }
      double value = likelihood.evaluate(point, new double[4]);
      double actual = -value * rows.customers() - k * rows.purchases() * Math.log(100);
      assertEquals(sum, actual, 1e-11 * Math.abs(sum), model::toString);
      assertGradientIsDifference(likelihood, point);
    }
  }

  private static void assertIsSumAndGradientIsDifference(
      Objective objective,
      HistoryRows rows,
      PurchaseData data,
      PurchaseModel model,
      double[] point) {
    double sum = 0;
    for (int i = 0; i < data.rows(); i++) {
      sum += data.weight(i) * model.logLikelihood(data.x(i), data.tx(i), data.age(i));
    }
    double value = objective.evaluate(point, new double[point.length]);
    assertEquals(sum, rows.logLikelihood(value), 1e-11 * Math.abs(sum), model::toString);
    assertGradientIsDifference(objective, point);
  }

  @Test
  void gammaGammaLikelihood_anyPoint_isSumOfRowsAndGradientIsDifference() {
    SpendData data = FitSamples.spend();
    GammaGammaLikelihood likelihood = new GammaGammaLikelihood(data, 20, 1);
    double[][] points = {{1.8, 1, -.5}, {0, 0, 0}, {-2, 3, 4}, {5, -4, -3}};
    for (double[] point : points) {
      GammaGamma model =
          new GammaGamma(Math.exp(point[0]), 1 + Math.exp(point[1]), 20 * Math.exp(point[2]));
      double sum = 0;
      for (int i = 0; i < data.rows(); i++) {
        sum += data.weight(i) * model.logLikelihood(data.n(i), data.meanSpend(i));
      }
      double value = likelihood.evaluate(point, new double[3]);
      assertEquals(sum, likelihood.logLikelihood(value), 1e-11 * Math.abs(sum));
      assertGradientIsDifference(likelihood, point);
    }
  }

  private static void assertGradientIsDifference(Objective objective, double[] point) {
    double[] gradient = new double[point.length];
    objective.evaluate(point, gradient);
    double[] unused = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      double step = 1e-4;
      double[] p = point.clone();
      double difference = 0;
      // Five-point rule: error of the order of step^4.
      double[] weights = {1, -8, 8, -1};
      int[] at = {-2, -1, 1, 2};
      for (int j = 0; j < 4; j++) {
        p[i] = point[i] + at[j] * step;
        difference += weights[j] * objective.evaluate(p, unused) / (12 * step);
      }
      double scale = 1 + Math.abs(objective.evaluate(point, unused)) + Math.abs(gradient[i]);
      assertEquals(difference, gradient[i], 1e-9 * scale, "component " + i);
    }
  }
}
