package perennial.fitting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import perennial.math.Objective;
import perennial.model.GammaGamma;
import perennial.model.ScaledGammaGamma;

/**
 * Fits {@link ScaledGammaGamma}: spend that depends on how often a customer purchases, or on
 * covariates. Features are standardised for the search and everything is reported in the caller's
 * unit. The penalty acts on the coefficients of covariates, not on the exponent of frequency.
 */
public final class ScaledGammaGammaFitter {
  private final boolean frequency;
  private final CovariatePenalty penalty;
  private final long seed;

  /**
   * @param frequency whether gamma goes with {@code max(1, x)} to a power
   * @param seed of the cross-validation's folds
   */
  public ScaledGammaGammaFitter(boolean frequency, CovariatePenalty penalty, long seed) {
    this.frequency = frequency;
    this.penalty = penalty;
    this.seed = seed;
  }

  /**
   * @param independent the fit of {@link GammaGammaFitter} to the same customers, where the search
   *     starts and which it is tested against
   * @throws IllegalArgumentException when there is nothing for spend to depend on
   */
  public SpendFit fit(SpendCustomers rows, FitResult<GammaGamma> independent) {
    Search search = new Search(rows);
    GammaGamma start = independent.model();
    double[] point = new double[3 + search.features.count()];
    point[0] = Math.log(start.p());
    point[1] = Math.log(start.q() - 1);
    point[2] = Math.log(start.gamma() / search.scale);
    for (int i = 0; i < 3; i++) {
      point[i] = Math.clamp(point[i], -6, 6);
    }
    LikelihoodFit likely = search.fit(point, 0);
    double weight =
        penalty.crossValidated() && !rows.names().isEmpty()
            ? new CrossValidation(search.folds(seed), search).weight(likely.optimum().point())
            : penalty.weight();
    LikelihoodFit found = weight == 0 ? likely : search.fit(likely.optimum().point(), weight);
    FitResult<ScaledGammaGamma> result = search.result(found);
    double most = search.whole.logLikelihood(likely.optimum().point());
    return new SpendFit(
        result,
        search.coefficients(result),
        weight,
        LikelihoodRatio.of(most, independent.logLikelihood(), search.features.count()));
  }

  /** One search over one set of customers. */
  private final class Search implements CrossValidation.Shrinkable {
    private final SpendCustomers rows;
    private final Standardised features;
    private final double scale;
    private final int[] customers;
    private final ScaledSpendLikelihood whole;
    private final List<ScaledSpendLikelihood> folds = new ArrayList<>();

    Search(SpendCustomers rows) {
      this.rows = rows;
      List<String> names = new ArrayList<>(rows.names());
      if (frequency) {
        names.addFirst(SpendFit.FREQUENCY);
      }
      double[][] columns = rows.features(frequency);
      features = Standardised.of(names, columns);
      features.requireIndependent();
      scale = Math.exp(Arrays.stream(rows.meanSpend()).map(Math::log).sorted().average().orElse(0));
      customers = rows.canonical(columns);
      whole = new ScaledSpendLikelihood(rows, features, customers, scale);
    }

    int[][] folds(long seed) {
      int[][] dealt = CrossValidation.deal(customers, seed);
      for (int[] fold : dealt) {
        folds.add(new ScaledSpendLikelihood(rows, features, fold, scale));
      }
      return dealt;
    }

    LikelihoodFit fit(double[] start, double weight) {
      List<String> names = new ArrayList<>(List.of("p", "q", "gamma"));
      names.addAll(features.names());
      Objective objective = objective(List.of(whole), weight);
      return LikelihoodFit.search(
          objective, objective, List.of(start), names, names.size(), customers.length);
    }

    private Objective objective(List<ScaledSpendLikelihood> parts, double weight) {
      double count = parts.stream().mapToInt(ScaledSpendLikelihood::customers).sum();
      int firstShrunk = frequency ? 4 : 3;
      return (point, gradient) -> {
        CompensatedSums total = new CompensatedSums(1 + point.length);
        parts.forEach(part -> part.addTo(total, point));
        double value = total.sum(0);
        for (int i = 0; i < point.length; i++) {
          double shrinkage = i < firstShrunk ? 0 : weight * point[i];
          value += shrinkage * point[i] / 2;
          gradient[i] = (total.sum(1 + i) + shrinkage) / count;
        }
        return value / count;
      };
    }

    @Override
    public Objective without(int fold, double weight) {
      List<ScaledSpendLikelihood> others = new ArrayList<>(folds);
      others.remove(fold);
      return objective(others, weight);
    }

    @Override
    public double logLikelihood(int fold, double[] point) {
      return folds.get(fold).logLikelihood(point);
    }

    FitResult<ScaledGammaGamma> result(LikelihoodFit fit) {
      double[] point = fit.optimum().point();
      int count = features.count();
      double[] coefficients = new double[count];
      double atMean = 0;
      for (int c = 0; c < count; c++) {
        coefficients[c] = point[3 + c] / features.deviations()[c];
        atMean += coefficients[c] * features.means()[c];
      }
      double p = Math.exp(point[0]);
      double excess = Math.exp(point[1]);
      double gamma = Math.exp(point[2] - atMean) * scale;
      ScaledGammaGamma model =
          new ScaledGammaGamma(
              new GammaGamma(p, 1 + excess, gamma),
              frequency ? coefficients[0] : 0,
              rows.names(),
              Arrays.stream(coefficients).skip(frequency ? 1 : 0).boxed().toList());
      List<String> names = new ArrayList<>(List.of("p", "q", "gamma"));
      names.addAll(features.names());
      List<Double> parameters = new ArrayList<>(List.of(p, 1 + excess, gamma));
      Arrays.stream(coefficients).forEach(parameters::add);
      return new FitResult<>(
          model,
          List.copyOf(names),
          List.copyOf(parameters),
          whole.logLikelihood(point),
          customers.length,
          Transformed.covariance(fit.covariance(), jacobian(p, excess, gamma)),
          fit.gradientNorm(),
          fit.converged(),
          fit.warnings());
    }

    private double[][] jacobian(double p, double excess, double gamma) {
      int count = features.count();
      double[][] jacobian = new double[3 + count][3 + count];
      jacobian[0][0] = p;
      jacobian[1][1] = excess;
      jacobian[2][2] = gamma;
      for (int c = 0; c < count; c++) {
        jacobian[2][3 + c] = -gamma * features.means()[c] / features.deviations()[c];
        jacobian[3 + c][3 + c] = 1 / features.deviations()[c];
      }
      return jacobian;
    }

    List<Coefficient> coefficients(FitResult<ScaledGammaGamma> result) {
      double[] errors = result.covariance().standardErrors();
      List<Coefficient> coefficients = new ArrayList<>();
      for (int i = 3; i < result.parameters().size(); i++) {
        coefficients.add(
            Coefficient.of(
                Coefficient.SPEND,
                result.parameterNames().get(i),
                result.parameters().get(i),
                errors.length == 0 ? 0 : errors[i]));
      }
      return List.copyOf(coefficients);
    }
  }
}
