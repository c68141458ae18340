package perennial.simulation;

import java.time.LocalDate;
import perennial.model.GammaGamma;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;

/**
 * What to simulate.
 *
 * @param seed the same seed gives the same purchases
 * @param customers {@code >= 1}; numbered from 1
 * @param start first day on which customers may arrive
 * @param acquisitionDays first purchases are uniform over this many days from {@code start}, in
 *     {@code [1, observedDays]}
 * @param observedDays days of the log: its last day is {@code start + observedDays - 1}
 * @param purchases the process of repeat purchases, in {@code unit}
 * @param spend values of purchases, in units of the currency (100 cents)
 * @param unit of time of {@code purchases}
 */
public record SimulationSettings(
    long seed,
    int customers,
    LocalDate start,
    int acquisitionDays,
    int observedDays,
    PurchaseModel purchases,
    GammaGamma spend,
    TimeUnit unit) {

  /**
   * @throws IllegalArgumentException naming the first setting out of its range
   */
  public SimulationSettings {
    if (customers < 1) {
      throw new IllegalArgumentException("customers %d must be >= 1".formatted(customers));
    }
    if (observedDays < 1 || observedDays > 100_000) {
      throw new IllegalArgumentException(
          "observed days %d must be in [1, 100000]".formatted(observedDays));
    }
    if (acquisitionDays < 1 || acquisitionDays > observedDays) {
      throw new IllegalArgumentException(
          "acquisition days %d must be in [1, observed days = %d]"
              .formatted(acquisitionDays, observedDays));
    }
  }
}
