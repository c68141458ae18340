package perennial.simulation;

import java.time.LocalDate;

/** Receives what happens in a simulated shop, customer by customer and by day within a customer. */
public interface ShopListener {
  /**
   * Who a customer is; comes before what the customer does.
   *
   * @param number in {@code [1, customers]}
   */
  record Shopper(int number, String channel, String device, String market) {}

  /** The customer looks around for the first time. */
  void visit(Shopper shopper, LocalDate day);

  /**
   * The customer buys; several times a day is possible.
   *
   * @param cents value, {@code >= 1}
   */
  void purchase(Shopper shopper, LocalDate day, long cents, String category);
}
