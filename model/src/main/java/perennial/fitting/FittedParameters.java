package perennial.fitting;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import perennial.model.PurchaseModel;

/** From a search over log parameters to the result of a fit. */
final class FittedParameters {
  private FittedParameters() {}

  /**
   * The result of a search whose second parameter is a time, in units of {@code scale}.
   *
   * @param times indices of the parameters that are times
   * @param logLikelihood of the data, in their own unit of time
   */
  static <M extends PurchaseModel> FitResult<M> result(
      LikelihoodFit fit,
      List<String> names,
      double scale,
      List<Integer> times,
      double logLikelihood,
      double customers,
      Function<double[], M> model) {
    double[] parameters = new double[names.size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = Math.exp(fit.optimum().point()[i]) * (times.contains(i) ? scale : 1);
    }
    List<Double> values = Arrays.stream(parameters).boxed().toList();
    return new FitResult<>(
        model.apply(parameters),
        names,
        values,
        logLikelihood,
        Math.round(customers),
        fit.covariance(parameters),
        fit.gradientNorm(),
        fit.converged(),
        fit.warnings());
  }
}
