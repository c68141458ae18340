package perennial.registry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static perennial.registry.ledger.LedgerEvents.NOON;
import static perennial.registry.ledger.LedgerEvents.event;
import static perennial.registry.ledger.LedgerEvents.purchase;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;

/** How many customers each cohort has, counted once for all programs. */
class CohortCountsTest {
  @Test
  void refreshCohorts_onceForAll_countsCustomersByOrigin() {
    try (Database db = TestDatabase.fresh(Clock.fixed(NOON, ZoneOffset.UTC))) {
      CustomerLedger ledger = db.ledger();
      assertEquals(new CohortCounts(List.of(), Instant.EPOCH), ledger.cohorts());
      ledger.settle(new LedgerTerms(ZoneId.of("America/New_York"), "EUR"));
      ledger.record(
          List.of(
              purchase("c1", "one", 0, "10"),
              purchase("c2", "one", 20, "5.5"),
              purchase("c3", "two", 6, "7"),
              event("c4", "three", -1, EventType.VISIT, "0", "")));
      ledger.refreshCohorts(NOON.minusSeconds(1));
      LocalDate monday = LocalDate.of(2026, 5, 4);
      CohortCounts counts = ledger.cohorts();
      assertEquals(
          List.of(
              new CohortCounts.Cell(
                  "", "", "", monday.minusDays(7), 0, 1, 0, BigDecimal.ZERO, BigDecimal.ZERO),
              new CohortCounts.Cell(
                  "", "", "", monday, 2, 0, 1, new BigDecimal("17"), new BigDecimal("5.5"))),
          counts.cells());
      assertEquals(NOON, counts.countedAt());
      ledger.record(List.of(purchase("c5", "four", 0, "1")));
      ledger.refreshCohorts(NOON.minusSeconds(1));
      assertEquals(counts, ledger.cohorts(), "counted by somebody else in time");
      ledger.refreshCohorts(NOON);
      assertEquals(3, ledger.cohorts().cells().getLast().buyers());
    }
  }

  @Test
  void refreshCohorts_countedByAClockThatWasAhead_countsAgain() {
    RegistryConfig config = TestDatabase.freshConfig();
    Clock ahead = Clock.fixed(NOON.plus(Duration.ofDays(3)), ZoneOffset.UTC);
    try (Database early = Database.open(config, ahead);
        Database db = Database.open(config, Clock.fixed(NOON, ZoneOffset.UTC))) {
      early.ledger().refreshCohorts(ahead.instant());
      db.ledger().settle(new LedgerTerms(ZoneOffset.UTC, "EUR"));
      db.ledger().record(List.of(purchase("ahead-1", "ahead", 0, "10")));
      db.ledger().refreshCohorts(NOON.minusSeconds(1));
      assertEquals(NOON, db.ledger().cohorts().countedAt());
      assertEquals(1, db.ledger().cohorts().cells().getFirst().buyers());
    }
  }
}
