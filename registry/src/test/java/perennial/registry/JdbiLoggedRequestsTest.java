package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import perennial.model.CustomerHistory;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.testing.TestDatabase;

class JdbiLoggedRequestsTest {
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  private static LoggedPrediction row(
      String customer, int minutes, String model, String arm, String source, String status) {
    return new LoggedPrediction(
        UUID.randomUUID(),
        NOON.plusSeconds(60L * minutes),
        customer,
        model,
        1,
        arm,
        source,
        source.isEmpty()
            ? Optional.empty()
            : Optional.of(new CustomerHistory(1, Math.abs(minutes), 99, 5)),
        Optional.empty(),
        7,
        status,
        LoggedPrediction.EACH);
  }

  private static LoggedPrediction row(String customer, int minutes) {
    return row(customer, minutes, "retail", "CHAMPION", "INDIVIDUAL", "OK");
  }

  @Test
  void newest_ofEachCustomer_withinTheTime() {
    try (Database db = TestDatabase.fresh(Clock.systemUTC())) {
      LoggedPrediction ann = row("ann", 30);
      LoggedPrediction bob = row("bob", 10, "retail", "CHALLENGER", "INDIVIDUAL", "OK");
      db.predictionLog()
          .append(
              List.of(
                  row("ann", 5),
                  ann,
                  row("ann", 40, "retail", "SHADOW", "INDIVIDUAL", "OK"),
                  row("ann", 41, "grocery", "CHAMPION", "INDIVIDUAL", "OK"),
                  row("ann", 42, "retail", "CHAMPION", "", "UNAVAILABLE"),
                  row("ann", 43, "retail", "CHAMPION", "COHORT", "OK"),
                  row("ann", 60),
                  bob,
                  row("bob", -1),
                  row("", 12)));
      List<LoggedPrediction> found = new ArrayList<>();
      db.loggedRequests().newest("retail", NOON, NOON.plusSeconds(3_600), found::add);
      assertEquals(List.of(ann, bob), found);
    }
  }
}
