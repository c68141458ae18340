package perennial.simulation;

import java.time.LocalDate;

/** Receives the purchases of a simulation, customer by customer and by day within a customer. */
@FunctionalInterface
public interface PurchaseListener {
  /**
   * @param customer in {@code [1, customers]}
   * @param day of the purchase; a customer may purchase several times a day
   * @param cents value, {@code >= 1}
   */
  void purchase(int customer, LocalDate day, long cents);
}
