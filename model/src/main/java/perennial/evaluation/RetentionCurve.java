package perennial.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * A cohort under contract, as it was and as the fitted model has it, into periods not yet seen.
 *
 * @param cohort its name
 * @param customers those it began with
 * @param periods from the first renewal on
 */
public record RetentionCurve(String cohort, double customers, List<Period> periods) {
  /**
   * @param period renewals due so far, {@code >= 1}
   * @param actual share of the cohort that has renewed them all; absent in the future
   * @param survival the same share by the model
   * @param retention share, by the model, of those due for this renewal who renew
   */
  public record Period(int period, Optional<Double> actual, double survival, double retention) {}
}
