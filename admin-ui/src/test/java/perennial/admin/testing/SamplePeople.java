package perennial.admin.testing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.registry.KeyScope;
import perennial.registry.Role;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.EventType;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.webhooks.Delivery;

/** Colleagues, keys, a webhook, and the customer {@code ana}. */
public final class SamplePeople {
  private static final int[] DAYS_AGO = {
    412, 398, 371, 330, 306, 291, 255, 248, 190, 151, 96, 41, 12
  };

  private SamplePeople() {}

  /** Adds them to a world. */
  public static void fill(Sample.World world) {
    world.accounts().add("otto", Role.ENGINEER, "a password of otto");
    world.accounts().add("vera", Role.VIEWER, "a password of vera");
    world.users().setDisabled("vera", true, "setup", "on leave");
    world.accounts().issueKey("nightly-scorer", Set.of(KeyScope.PREDICT), "otto");
    world.accounts().issueKey("shop", Set.of(KeyScope.EVENTS, KeyScope.PREDICT), "otto");
    world.webhooks().create("https://chat.example/hooks/T0/secret", Set.of("alert.opened"), "otto");
    delivery(world, 1, Delivery.State.DELIVERED, 200, "");
    delivery(world, 2, Delivery.State.DEAD, 503, "answered 503 Service Unavailable");
    delivery(world, 3, Delivery.State.PENDING, 0, "");
    customer(world);
  }

  private static void delivery(
      Sample.World world, long id, Delivery.State state, int status, String detail) {
    Instant at = Sample.NOW.minus(Duration.ofHours(30 - 9 * id));
    world
        .webhooks()
        .add(
            new Delivery(
                id,
                1,
                "msg-" + id,
                "alert.opened",
                "{\"model\":\"retail\",\"severity\":\"ALARM\"}",
                state,
                state == Delivery.State.DEAD ? 8 : 1,
                at,
                state == Delivery.State.PENDING
                    ? Optional.of(Sample.NOW.plusSeconds(40))
                    : Optional.empty(),
                status,
                detail));
  }

  private static void customer(Sample.World world) {
    List<CustomerEvent> events = new ArrayList<>();
    for (int i = 0; i < DAYS_AGO.length; i++) {
      events.add(purchase("ana", i, DAYS_AGO[i], BigDecimal.valueOf(2_400 + 317L * (i % 5), 2)));
    }
    world.ledger().record(events);
    LoggedPrediction.Output output =
        new LoggedPrediction.Output(.91, 31.2, List.of(new HorizonPrediction(365, 6.2, 171.4)));
    world
        .predictions()
        .append(
            List.of(
                new LoggedPrediction(
                    new UUID(7, 7),
                    Sample.NOW.minus(Duration.ofHours(5)),
                    "ana",
                    "retail",
                    3,
                    "CHAMPION",
                    "INDIVIDUAL",
                    Optional.of(new CustomerHistory(12, 400, 411, 31.2)),
                    Optional.of(output),
                    412,
                    "OK",
                    LoggedPrediction.EACH)));
  }

  /** A purchase of somebody. */
  public static CustomerEvent purchase(
      String customer, int number, int daysAgo, BigDecimal amount) {
    return new CustomerEvent(
        "e-%s-%d".formatted(customer, number),
        customer,
        Sample.NOW.minus(Duration.ofDays(daysAgo)),
        EventType.PURCHASE,
        amount,
        "USD",
        "o-" + (1000 + number),
        new Attributes("email", "mobile", "DE", ""),
        "");
  }
}
