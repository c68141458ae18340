package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import perennial.registry.testing.TestDatabase;

class DatabaseClockTest {
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private final SettableClock machine = new SettableClock();
  private Instant database = START;
  private boolean away;
  private long nanos = 17;
  private int asked;

  private final DatabaseClock clock =
      new DatabaseClock(
          () -> {
            asked++;
            if (away) {
              throw new RegistryUnavailable("asking for the time", new IllegalStateException());
            }
            return database;
          },
          () -> nanos,
          machine);

  private void pass(Duration time) {
    nanos += time.toNanos();
    database = database.plus(time);
  }

  @Test
  void instant_machineJumps_staysTheDatabases() {
    assertEquals(START, clock.instant());
    machine.forward(Duration.ofDays(30));
    assertEquals(START, clock.instant());
    pass(Duration.ofSeconds(10));
    assertEquals(START.plusSeconds(10), clock.instant());
    machine.forward(Duration.ofDays(-60));
    pass(Duration.ofMinutes(10));
    assertEquals(START.plusSeconds(610), clock.instant());
  }

  @Test
  void instant_oftenWithinAHalfMinute_asksOnce() {
    for (int i = 0; i < 100; i++) {
      clock.instant();
      pass(Duration.ofMillis(100));
    }
    assertEquals(1, asked);
    pass(Duration.ofMinutes(1));
    clock.instant();
    assertEquals(2, asked);
  }

  @Test
  void instant_databaseAway_goesOnFromItsLastAnswer() {
    assertEquals(START, clock.instant());
    away = true;
    pass(Duration.ofHours(2));
    assertEquals(START.plusSeconds(7_200), clock.instant());
    away = false;
    database = START; // another one took over, and its clock is behind
    pass(Duration.ofMinutes(1));
    assertEquals(START.plusSeconds(60), clock.instant());
  }

  @Test
  void instant_databaseNeverThere_isTheMachines() {
    away = true;
    assertEquals(machine.instant(), clock.instant());
  }

  @Test
  void time_ofADatabase_isItsOwn() {
    Clock wrong = Clock.fixed(START.plus(Duration.ofDays(30)), ZoneOffset.UTC);
    try (Database db = TestDatabase.fresh(wrong)) {
      Duration apart = Duration.between(db.time().instant(), Instant.now()).abs();
      assertTrue(apart.toSeconds() < 60, apart::toString);
    }
  }
}
