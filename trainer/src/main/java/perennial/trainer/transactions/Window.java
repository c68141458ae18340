package perennial.trainer.transactions;

import java.time.LocalDate;

/**
 * The days a run looks at.
 *
 * @param observationEnd last day of the histories
 * @param holdoutDays days after it that the fit is judged on; 0 for none
 */
public record Window(LocalDate observationEnd, int holdoutDays) {
  public Window {
    if (holdoutDays < 0 || holdoutDays > 36_500) {
      throw new BadInput("holdout days %d must be in [0, 36500]".formatted(holdoutDays));
    }
  }

  /** Last day that counts; the observation end when there is no holdout. */
  public LocalDate holdoutEnd() {
    return observationEnd.plusDays(holdoutDays);
  }

  /** The window of everything up to the end of the holdout, without a holdout. */
  public Window extended() {
    return new Window(holdoutEnd(), 0);
  }
}
