package perennial.registry.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import perennial.model.CustomerHistory;
import perennial.registry.ledger.Attributes;

/**
 * The prediction log as windows are measured on it: one row a customer, however often it was asked
 * about. Rows of shadows are left out. Work of minutes; throws like {@link MonitoringStore}.
 */
public interface PredictionWindows {
  /** A customer whom a prediction was made for, and the history that it was made from. */
  record SeenCustomer(String customerId, Instant at, CustomerHistory history) {}

  /**
   * Hands over the latest prediction of every customer with an id, of those made from a history
   * from {@code from} on and before {@code to}, by customer. Memory does not grow with the rows.
   *
   * @return how many predictions of the model the window has, of whatever kind
   */
  long latest(String model, Instant from, Instant to, Consumer<SeenCustomer> each);

  /** Versions that answered in that time, ascending. */
  List<Long> versions(String model, Instant from, Instant to);

  /**
   * A prediction whose time has passed, and what its customer did.
   *
   * @param acquisition attributes of the customer's first events
   * @param purchaseDays after the day of the prediction
   * @param netValue of these
   */
  record Matured(SeenCustomer seen, Attributes acquisition, int purchaseDays, double netValue) {}

  /**
   * Hands over the first prediction that one version made for each customer on the days from {@code
   * first} on and before {@code end}, with the customer's purchases in the {@code days} after its
   * day. Customers whom the ledger does not know are left out. The caller sees to it that the
   * ledger reaches that far.
   */
  void matured(
      String model,
      long version,
      LocalDate first,
      LocalDate end,
      int days,
      ZoneId zone,
      Consumer<Matured> each);
}
