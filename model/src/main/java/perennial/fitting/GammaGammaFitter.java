package perennial.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perennial.model.GammaGamma;

/** Maximum-likelihood fit of {@link GammaGamma}. */
public final class GammaGammaFitter implements ModelFitter<SpendData, GammaGamma> {
  /** Starts are compared on about this many rows. */
  private static final int ROWS_FOR_STARTS = 8_000;

  private static final double[][] SHAPE_STARTS = {{6, 4}, {1, 3}, {20, 10}};

  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings: a parameter runs to infinity or its lower
   * limit (q to 1: the population's mean is then infinite), the information is singular, or the
   * gradient does not vanish. Where customers do not differ in what they spend, q and gamma go to
   * infinity together, and that limit is the maximum: the fit has converged, a warning says so, and
   * the covariance is unknown.
   *
   * @throws IllegalArgumentException when there are no rows
   */
  @Override
  public FitResult<GammaGamma> fit(SpendData data) {
    double scale = meanSpend(data);
    int every = Math.max(1, data.rows() / ROWS_FOR_STARTS);
    GammaGammaLikelihood likelihood = new GammaGammaLikelihood(data, scale, 1);
    GammaGammaLikelihood part =
        every == 1 ? likelihood : new GammaGammaLikelihood(data, scale, every);
    List<double[]> starts = new ArrayList<>();
    for (double[] shapes : SHAPE_STARTS) { // gamma such that the population's mean is 1
      double excess = shapes[1] - 1;
      starts.add(
          new double[] {Math.log(shapes[0]), Math.log(excess), Math.log(excess / shapes[0])});
    }
    List<String> names = List.of("p", "q", "gamma");
    LikelihoodFit fit =
        LikelihoodFit.search(part, likelihood, starts, names, 3, likelihood.customers());
    if (!fit.converged()) {
      double found = likelihood.logLikelihood(fit.optimum().value());
      Optional<FitResult<GammaGamma>> limit = HomogeneousSpend.limit(data, found);
      if (limit.isPresent()) {
        return limit.get();
      }
    }
    double[] point = fit.optimum().point();
    double p = Math.exp(point[0]);
    double excess = Math.exp(point[1]);
    double gamma = Math.exp(point[2]) * scale;
    return new FitResult<>(
        new GammaGamma(p, 1 + excess, gamma),
        names,
        List.of(p, 1 + excess, gamma),
        likelihood.logLikelihood(fit.optimum().value()),
        Math.round(likelihood.customers()),
        fit.covariance(new double[] {p, excess, gamma}),
        fit.gradientNorm(),
        fit.converged(),
        fit.warnings());
  }

  private static double meanSpend(SpendData data) {
    if (data.rows() == 0) {
      throw new IllegalArgumentException("no customer with a positive mean spend to fit");
    }
    double mean = 0;
    double weights = 0;
    for (int i = 0; i < data.rows(); i++) {
      weights += data.weight(i);
      mean += (data.meanSpend(i) - mean) * (data.weight(i) / weights);
    }
    return mean;
  }
}
