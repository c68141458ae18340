package perennial.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perennial.evaluation.CovariateReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.PoolingReport;
import perennial.evaluation.SpendDependence;
import perennial.evaluation.TrainingReport;
import perennial.fitting.Coefficient;
import perennial.fitting.Correlation;
import perennial.fitting.LikelihoodRatio;

/** Reports with everything that can depend on the customer. */
final class EffectReports {
  private static final LikelihoodRatio TEST = new LikelihoodRatio(-10.5, 10.943, 1, .0009396);
  private static final List<Coefficient> COEFFICIENTS =
      List.of(
          new Coefficient(
              "rate", "Gender", .2859, Optional.of(new Coefficient.Wald(.1041, 2.746, .006))),
          new Coefficient("dropout", "Gender", -.643, Optional.empty()));

  private EffectReports() {}

  static TrainingReport in(TrainingReport r) {
    return new TrainingReport(
        r.family(),
        r.timeUnit(),
        r.spendOrders(),
        r.terms(),
        r.data(),
        in(r.calibration()),
        r.holdout(),
        r.refit().map(EffectReports::in));
  }

  private static FitReport in(FitReport f) {
    return new FitReport(
        f.observationEnd(),
        f.customers(),
        f.parameters(),
        f.standardErrors(),
        f.logLikelihood(),
        f.aic(),
        f.bic(),
        f.converged(),
        f.gradientNorm(),
        f.warnings(),
        spend(f.spend()),
        Optional.of(
            new CovariateReport(
                COEFFICIENTS, 2.5, true, TEST, List.of("Gender"), Optional.of(TEST))),
        Optional.of(
            new PoolingReport(
                "channel",
                new LinkedHashMap<>(Map.of("r", .2)),
                TEST,
                List.of(
                    new PoolingReport.Group("web", 20, new LinkedHashMap<>(Map.of("r", .7)))))));
  }

  private static FitReport.Spend spend(FitReport.Spend s) {
    return new FitReport.Spend(
        s.customers(),
        s.parameters(),
        s.standardErrors(),
        s.logLikelihood(),
        s.converged(),
        s.frequencyCorrelation(),
        s.warnings(),
        s.excludedNotPositive(),
        Optional.of(new Correlation(.11, .004, .2, 1e-9)),
        Optional.of(
            new SpendDependence(
                new LinkedHashMap<>(Map.of("p", 6.0)),
                new LinkedHashMap<>(),
                COEFFICIENTS,
                0,
                -9.5,
                TEST,
                true,
                true,
                "asked for",
                List.of("a warning"))));
  }
}
