package perennial.trainer.retraining;

import perennial.evaluation.FitReport;
import perennial.registry.retraining.GateResult;

/** Whether the fits of purchases and spend reached their maximum: the registered and the judged. */
final class ConvergenceGate implements Gate {
  @Override
  public String name() {
    return "convergence";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    FitReport judged = candidacy.report().calibration();
    FitReport registered = candidacy.report().registered();
    boolean converged = converged(registered) && converged(judged);
    return Evidence.of(this, candidacy)
        .with("gradientNorm", registered.gradientNorm())
        .with("logLikelihood", registered.logLikelihood())
        .with("judgedGradientNorm", judged.gradientNorm())
        .with("spendConverged", registered.spend().converged())
        .with("warnings", registered.warnings().size())
        .passesIf(
            converged,
            "%s, largest gradient %.1e, %d warnings",
            converged ? "both fits reached their maximum" : "a fit did not reach its maximum",
            registered.gradientNorm(),
            registered.warnings().size());
  }

  private static boolean converged(FitReport fit) {
    return fit.converged() && fit.spend().converged();
  }
}
