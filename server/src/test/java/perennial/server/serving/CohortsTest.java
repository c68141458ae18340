package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import perennial.model.BtydModel;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CohortCounts;
import perennial.server.TestModels;

class CohortsTest extends CustomerPredictionsCase {
  @Test
  void pass_otherVersionOrCounts_estimatesAnew_andNothingElse() {
    BtydModel model = TestModels.model(1);
    count(model, cell("email", 500, 1_500, 4_000));
    var first = cohorts.of(version(model, 1));
    CohortWatcher watcher =
        new CohortWatcher(ledger, contract("EUR"), models, cohorts, Duration.ofMinutes(1), clock);
    watcher.pass(); // its own first counts
    first = cohorts.of(version(model, 1));
    watcher.pass();
    assertSame(first, cohorts.of(version(model, 1)));
    ledger.cohorts = new CohortCounts(List.of(cell("web", 1, 1, 1)), clock.instant());
    watcher.pass();
    assertSame(first, cohorts.of(version(model, 1)), "not yet time to count");
    clock.advance(Duration.ofMinutes(1));
    ledger.away = true;
    watcher.pass();
    assertSame(first, cohorts.of(version(model, 1)), "nothing to count");
    ledger.away = false;
    clock.advance(Duration.ofMinutes(1));
    watcher.pass();
    assertNotSame(first, cohorts.of(version(model, 1)));
  }

  @Test
  void publish_newVersion_isEstimatedBeforeItAnswers() {
    BtydModel model = TestModels.model(1);
    count(model, cell("email", 500, 1_500, 4_000));
    ServedModel next = new ServedModel(deployment(2), version(model, 2));
    new ServingModels(cohorts::prepare).publish(next);
    assertEquals(
        "channel=email, market=DE, device=phone", answer(next, customer("email")).cohort());
    cohorts.answering(models.snapshot().values()); // a pass that has not seen it yet
    assertEquals(
        "channel=email, market=DE, device=phone", answer(next, customer("email")).cohort());
  }

  private Answer answer(ServedModel served, Customer customer) {
    return predictions("EUR", SegmentRates.NONE)
        .predict(served.champion(), Arm.CHAMPION, QUERY, customer);
  }

  private static Customer customer(String channel) {
    return new Customer("nobody", new Attributes(channel, "phone", "DE", ""), Optional.empty());
  }

  @Test
  void age_ofAWeek_isTheMeanOfItsDaysSoFar() {
    LocalDate monday = LocalDate.of(2026, 6, 29);
    assertEquals(0, Cohorts.age(monday, monday));
    assertEquals(1, Cohorts.age(monday, monday.plusDays(2)));
    assertEquals(3, Cohorts.age(monday, monday.plusDays(6)));
    assertEquals(11, Cohorts.age(monday, monday.plusDays(14)));
    assertEquals(0, Cohorts.age(monday, LocalDate.EPOCH));
  }
}
