package perennial.fitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import perennial.model.ApparelSample;
import perennial.model.ParetoNbd;

/** Fits with covariates that others have published. */
class PublishedCovariateFitTest {
  /**
   * CLVTools' Pareto/NBD of the apparel data with Gender and Channel: parameters and coefficients
   * to the digits printed, the log-likelihood to 1e-4.
   */
  @Test
  @EnabledIfEnvironmentVariable(named = "PERENNIAL_DATA", matches = ".+")
  void fit_apparelPareto_isThePublishedFit() throws Exception {
    CovariateRows rows = ApparelSample.read();
    CovariateFit fit = CovariateFitTest.fitter("pareto-nbd").fit(rows);
    assertEquals(-5848.0978, fit.againstNone().logLikelihood(), 1e-4);
    assertEquals(-5821.0627, fit.baseline().logLikelihood(), 1e-4);
    assertEquals(11658.1254, fit.aic(), 1e-3);
    assertEquals(11693.3009, fit.bic(), 1e-3);
    double[] parameters = {1.8378, 92.9123, .5920, 49.6227};
    double[] errors = {.3455, 16.967, .2609, 36.251};
    double[] found = fit.covariance().standardErrors();
    for (int i = 0; i < 4; i++) {
      assertEquals(parameters[i], fit.baseline().parameters().get(i), 5e-3 * parameters[i]);
      assertEquals(errors[i], found[i], 1e-2 * errors[i]);
    }
    double[] coefficients = {.2859, .6241, -.6430, .7907};
    double[] coefficientErrors = {.1041, .1050, .2955, .3059};
    for (int i = 0; i < 4; i++) {
      Coefficient c = fit.coefficients().get(i);
      assertEquals(coefficients[i], c.estimate(), 2e-3, c.toString());
      assertEquals(coefficientErrors[i], c.test().orElseThrow().standardError(), 1e-3);
    }
    CovariateFit equal =
        new CovariateFitter("pareto-nbd", CovariatePenalty.NONE, Set.of("Gender"), 0).fit(rows);
    assertEquals(-5826.5342, equal.baseline().logLikelihood(), 1e-4);
    LikelihoodRatio equality = equal.equality().orElseThrow();
    assertEquals(10.943, equality.statistic(), 1e-3);
    assertEquals(.0009396, equality.p(), 1e-6);
    assertEquals(1, equality.degreesOfFreedom());
    assertEquals(7, equal.freeParameters());
  }

  /** Log-likelihoods without covariates of the BG/NBD and of MBG/CNBD-k at k = 1. */
  @Test
  @EnabledIfEnvironmentVariable(named = "PERENNIAL_DATA", matches = ".+")
  void fit_apparel_withoutCovariatesIsThePublishedFit() throws Exception {
    CovariateRows rows = ApparelSample.read();
    assertEquals(1266, Arrays.stream(rows.x()).sum());
    CovariateFit bg = CovariateFitTest.fitter("bg-nbd").fit(rows);
    CovariateFit mbg = CovariateFitTest.fitter("mbg-nbd").fit(rows);
    assertEquals(-5857.019749, bg.againstNone().logLikelihood(), 1e-4);
    assertEquals(-5848.0453, mbg.againstNone().logLikelihood(), 1e-4);
    assertTrue(bg.againstNone().p() < 1e-5 && mbg.againstNone().p() < 1e-5);
    assertEquals(4, bg.againstNone().degreesOfFreedom());
    FitResult<ParetoNbd> pareto = new ParetoNbdFitter().fit(rows.data());
    assertEquals(-5848.0978, pareto.logLikelihood(), 1e-4);
    double[] parameters = {1.4489768, 48.6360845, .5612598, 46.8843633};
    for (int i = 0; i < 4; i++) {
      // Flat in s and beta, and printed from another optimiser.
      assertEquals(parameters[i], pareto.parameters().get(i), 1e-3 * parameters[i]);
    }
  }
}
