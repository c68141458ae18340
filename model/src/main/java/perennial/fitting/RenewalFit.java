package perennial.fitting;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import perennial.model.ContractModel;

/** The fit that the contractual families share. */
final class RenewalFit {
  private RenewalFit() {}

  static <M extends ContractModel> FitResult<M> fit(
      RenewalCounts counts,
      RenewalLikelihood likelihood,
      List<double[]> starts,
      List<String> names,
      Function<double[], M> model) {
    double customers = counts.customers();
    LikelihoodFit fit =
        LikelihoodFit.search(likelihood, likelihood, starts, names, names.size(), customers);
    double[] parameters = Arrays.stream(fit.optimum().point()).map(Math::exp).toArray();
    return new FitResult<>(
        model.apply(parameters),
        names,
        Arrays.stream(parameters).boxed().toList(),
        -fit.optimum().value() * customers,
        Math.round(customers),
        fit.covariance(parameters),
        fit.gradientNorm(),
        fit.converged(),
        fit.warnings());
  }
}
