package perennial.admin.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import perennial.evaluation.CovariateReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.PoolingReport;
import perennial.evaluation.SpendDependence;
import perennial.fitting.Coefficient;
import perennial.fitting.LikelihoodRatio;

/** A report with everything that can depend on the customer. */
final class SampleEffects {
  private SampleEffects() {}

  static FitReport in(FitReport fit) {
    FitReport.Spend s = fit.spend();
    return new FitReport(
        fit.observationEnd(),
        fit.customers(),
        fit.parameters(),
        fit.standardErrors(),
        fit.logLikelihood(),
        fit.aic(),
        fit.bic(),
        fit.converged(),
        fit.gradientNorm(),
        fit.warnings(),
        new FitReport.Spend(
            s.customers(),
            s.parameters(),
            s.standardErrors(),
            s.logLikelihood(),
            s.converged(),
            s.frequencyCorrelation(),
            s.warnings(),
            s.excludedNotPositive(),
            s.correlation(),
            Optional.of(spend())),
        Optional.of(covariates()),
        Optional.of(pooling()));
  }

  private static Coefficient coefficient(String part, String name, double value, double error) {
    double z = value / error;
    return new Coefficient(
        part, name, value, Optional.of(new Coefficient.Wald(error, z, Math.exp(-z * z / 2))));
  }

  private static CovariateReport covariates() {
    return new CovariateReport(
        List.of(
            coefficient("rate", "acquired by a paid campaign", .2859, .1041),
            coefficient("rate", "Channel", .6241, .1050),
            coefficient("dropout", "acquired by a paid campaign", -.6430, .2955),
            new Coefficient("dropout", "Channel", .7907, Optional.empty())),
        12.5,
        true,
        new LikelihoodRatio(-5848.0978, 54.07, 4, 5e-11),
        List.of("Channel"),
        Optional.of(new LikelihoodRatio(-5826.5342, 10.943, 1, .0009396)));
  }

  private static PoolingReport pooling() {
    List<PoolingReport.Group> groups =
        List.of("marketplace", "shop in the city", "web").stream()
            .map(name ->
                new PoolingReport.Group(name, 20L * name.length(), parameters(name.length())))
            .toList();
    return new PoolingReport(
        "channel", parameters(0), new LikelihoodRatio(-9600.1, 36.2, 3, 6.7e-8), groups);
  }

  private static SequencedMap<String, Double> parameters(int shift) {
    SequencedMap<String, Double> map = new LinkedHashMap<>();
    String[] names = {"r", "alpha", "a", "b"};
    double[] values = {.5248, 6.183, .8914, 1.614};
    IntStream.range(0, 4).forEach(i -> map.put(names[i], values[i] * (1 + shift / 100.0)));
    return map;
  }

  private static SpendDependence spend() {
    SequencedMap<String, Double> parameters = new LinkedHashMap<>();
    parameters.put("p", 11.0125);
    parameters.put("q", 3.3704);
    parameters.put("gamma", 5.8147);
    parameters.put("frequency", .2255);
    return new SpendDependence(
        parameters,
        new LinkedHashMap<>(),
        List.of(coefficient("spend", "frequency", .2255, .0405)),
        0,
        -4040.678,
        new LikelihoodRatio(-4055.9177, 30.479, 1, 3.4e-8),
        true,
        true,
        "spend goes with frequency, and this model fits better",
        List.of());
  }
}
