package perennial.admin.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.AliveChart;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.When;

/**
 * One customer.
 *
 * @param version that answers here; null when none can
 * @param silence why nothing is predicted; null when something is
 * @param models other models that could answer
 * @param terms that money is stated in
 * @param query the customer's id as a parameter
 * @param errors why an export or an erasure was not done
 * @param act which of them; empty for none
 * @param reason as typed for it
 */
public record CustomerPage(
    String id,
    String title,
    String sub,
    @Nullable Link version,
    @Nullable String silence,
    List<Link> models,
    List<Fact> facts,
    @Nullable AliveChart chart,
    List<Purchase> purchases,
    List<Expected> expected,
    String terms,
    List<Event> events,
    String allEvents,
    List<Logged> predictions,
    String allPredictions,
    String query,
    FormErrors errors,
    String act,
    String reason) {

  /** Something known of the customer. */
  public record Fact(String name, String value) {}

  /** A day with a purchase. */
  public record Purchase(String day, String amount, String aliveBefore) {}

  /** What is expected within one horizon, with 90 % intervals. */
  public record Expected(
      String horizon, String purchases, String purchasesRange, String clv, String clvRange) {}

  /** One event. */
  public record Event(
      When at,
      String type,
      String amount,
      String currency,
      String order,
      String from,
      String eventId) {}

  /** One logged prediction. */
  public record Logged(
      When at,
      String model,
      String version,
      String arm,
      String source,
      String alive,
      String clv,
      String latency,
      String status) {}
}
