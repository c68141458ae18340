package perennial.fitting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import perennial.math.Objective;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.PurchaseModel;

/** The search for parameters and coefficients together, over standardised covariates. */
final class CovariateSearch implements CrossValidation.Shrinkable {
  /** Parameters beyond e^+-6 make a poor start: another one is tried too. */
  private static final double FAR = 6;

  private final PurchaseFamily.Movable family;
  private final CovariateRows rows;
  private final Standardised standardised;
  private final CoefficientLayout layout;
  private final double scale;
  private final double[] start;
  private final int[] customers;
  private final CovariateLikelihood whole;
  private final List<CovariateLikelihood> folds = new ArrayList<>();

  /**
   * @param none the model fitted without covariates
   */
  CovariateSearch(
      PurchaseFamily.Movable family, CovariateRows rows, PurchaseModel none, Set<String> equal) {
    this.family = family;
    this.rows = rows;
    standardised = Standardised.of(rows.names(), rows.values());
    layout = new CoefficientLayout(family, rows.names(), equal);
    scale = Arrays.stream(rows.ageDays()).average().orElse(1) / rows.timeUnit().days();
    start = layout.point(internal(none));
    customers = rows.canonical();
    whole = likelihood(customers);
  }

  /** What was found; the point may start another search. */
  @SuppressWarnings("ArrayRecordComponent") // handed from one search to the next, never compared
  record Found(
      double[] point,
      FitResult<? extends PurchaseModel> baseline,
      CovariateEffects effects,
      Covariance covariance) {
    double logLikelihood() {
      return baseline.logLikelihood();
    }
  }

  CoefficientLayout layout() {
    return layout;
  }

  double[] start() {
    return start.clone();
  }

  /** Deals the customers into folds, for cross-validation. */
  int[][] folds(long seed) {
    int[][] dealt = CrossValidation.deal(customers, seed);
    for (int[] fold : dealt) {
      folds.add(likelihood(fold));
    }
    return dealt;
  }

  @Override
  public Objective without(int fold, double weight) {
    List<CovariateLikelihood> others = new ArrayList<>(folds);
    others.remove(fold);
    return CovariateLikelihood.objective(others, weight);
  }

  @Override
  public double logLikelihood(int fold, double[] point) {
    return folds.get(fold).logLikelihood(point);
  }

  private CovariateLikelihood likelihood(int[] some) {
    return new CovariateLikelihood(family, layout, rows, standardised, some, scale);
  }

  private double[] internal(PurchaseModel model) {
    double[] parameters = model.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = Math.log(family.timed()[i] ? parameters[i] / scale : parameters[i]);
    }
    return parameters;
  }

  /** Where a search with coefficients held equal ended, for one in which they are free. */
  double[] pointOf(Found other) {
    double[] rate = new double[layout.covariates()];
    double[] dropout = new double[layout.covariates()];
    double rateAtMean = 0;
    double dropoutAtMean = 0;
    for (int c = 0; c < rate.length; c++) {
      rate[c] = other.effects().rate().get(c) * standardised.deviations()[c];
      dropout[c] = other.effects().dropout().get(c) * standardised.deviations()[c];
      rateAtMean += other.effects().rate().get(c) * standardised.means()[c];
      dropoutAtMean += other.effects().dropout().get(c) * standardised.means()[c];
    }
    double[] theta = new double[layout.parameters()];
    family.move(internal(other.baseline().model()), rateAtMean, dropoutAtMean, theta);
    double[] point = layout.point(theta);
    for (int c = 0; c < rate.length; c++) {
      point[layout.rate(c)] = rate[c];
      point[layout.dropout(c)] = dropout[c];
    }
    return point;
  }

  Found fit(double weight, List<double[]> starts) {
    List<double[]> all = new ArrayList<>();
    for (double[] given : starts) {
      all.add(Arrays.stream(given).map(v -> Math.clamp(v, -FAR, FAR)).toArray());
    }
    var objective = CovariateLikelihood.objective(List.of(whole), weight);
    LikelihoodFit fit =
        LikelihoodFit.search(
            objective, objective, all, layout.names(), layout.essential(), whole.customers());
    return found(fit);
  }

  private Found found(LikelihoodFit fit) {
    double[] point = fit.optimum().point();
    int count = layout.covariates();
    Double[] rate = new Double[count];
    Double[] dropout = new Double[count];
    double rateAtMean = 0;
    double dropoutAtMean = 0;
    for (int c = 0; c < count; c++) {
      rate[c] = point[layout.rate(c)] / standardised.deviations()[c];
      dropout[c] = point[layout.dropout(c)] / standardised.deviations()[c];
      rateAtMean += rate[c] * standardised.means()[c];
      dropoutAtMean += dropout[c] * standardised.means()[c];
    }
    double[] moved = new double[layout.parameters()];
    double[] theta = layout.parameters(point);
    family.move(theta, -rateAtMean, -dropoutAtMean, moved);
    double[] parameters = new double[moved.length];
    for (int i = 0; i < moved.length; i++) {
      parameters[i] = Math.exp(moved[i]) * (family.timed()[i] ? scale : 1);
      if (!(0 < parameters[i] && parameters[i] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "at covariates 0 parameter %s would be %s: give covariates that are near 0"
                .formatted(family.names().get(i), parameters[i]));
      }
    }
    Covariance covariance =
        Transformed.covariance(fit.covariance(), jacobian(theta, -dropoutAtMean, parameters));
    return new Found(
        point,
        new FitResult<>(
            family.model(parameters),
            family.names(),
            Arrays.stream(parameters).boxed().toList(),
            whole.logLikelihood(point),
            rows.x().length,
            Transformed.leading(covariance, parameters.length),
            fit.gradientNorm(),
            fit.converged(),
            fit.warnings()),
        new CovariateEffects(rows.names(), List.of(rate), List.of(dropout)),
        covariance);
  }

  /** Of the parameters at covariates 0 and the coefficients, by what was searched. */
  private double[][] jacobian(double[] theta, double dropout, double[] parameters) {
    int count = layout.covariates();
    double[][] jacobian = new double[parameters.length + 2 * count][layout.size()];
    double[] unit = new double[parameters.length];
    double[] back = new double[parameters.length + 2];
    for (int i = 0; i < parameters.length; i++) {
      Arrays.fill(unit, 0);
      unit[i] = 1;
      family.pullBack(theta, dropout, unit, back);
      for (int j = 0; j < parameters.length; j++) {
        jacobian[i][layout.theta(j)] = parameters[i] * back[j];
      }
      for (int c = 0; c < count; c++) {
        double perUnit = -standardised.means()[c] / standardised.deviations()[c];
        jacobian[i][layout.rate(c)] += parameters[i] * back[parameters.length] * perUnit;
        jacobian[i][layout.dropout(c)] += parameters[i] * back[parameters.length + 1] * perUnit;
      }
    }
    for (int c = 0; c < count; c++) {
      jacobian[parameters.length + c][layout.rate(c)] = 1 / standardised.deviations()[c];
      jacobian[parameters.length + count + c][layout.dropout(c)] = 1 / standardised.deviations()[c];
    }
    return jacobian;
  }
}
