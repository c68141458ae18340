package perennial.server.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.Deployment;
import perennial.server.FakeRegistry;
import perennial.server.SettableClock;
import perennial.server.TestModels;
import perennial.server.serving.Arm;
import perennial.server.serving.ServedModel;

class BrakeTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Brake.Limits LIMITS =
      new Brake.Limits(100, Duration.ofMinutes(5), 0.02, 3, 0.25);

  private static final AtomicInteger CUSTOMERS = new AtomicInteger();

  @TempDir Path folder;

  private final FakeRegistry registry = new FakeRegistry();
  private final SettableClock clock = new SettableClock();
  private final Brake brake = new Brake(registry, LIMITS, Stops.in(Optional.empty()), clock);
  private ServedModel served = Arms.withShadow();

  @BeforeEach
  void deployed() {
    for (int v = 1; v <= 3; v++) {
      registry.register("retail", TestModels.model(v));
    }
    served = Arms.served(registry.deploy("retail", 1, 2, 0.1, 3));
  }

  /** Another customer each time. */
  private static String somebody() {
    return "customer-" + CUSTOMERS.incrementAndGet();
  }

  private static void answers(Brake brake, ServedModel served, Arm arm, int count, long nanos) {
    for (int i = 0; i < count; i++) {
      brake.answered(served, new Brake.Answered(somebody(), arm, false, nanos));
    }
  }

  private static void failures(Brake brake, ServedModel served, Arm arm, int count) {
    for (int i = 0; i < count; i++) {
      brake.answered(served, new Brake.Answered(somebody(), arm, true, MILLI));
    }
  }

  private void assertBraked(String why) {
    brake.check();
    assertTrue(brake.stopped(served));
    Deployment live = registry.live("retail").orElseThrow();
    assertEquals(2, live.sequence());
    assertEquals(1, live.championVersion());
    assertEquals(OptionalLong.of(2), live.challengerVersion());
    assertEquals(0, live.challengerShare());
    assertEquals(OptionalLong.of(3), live.shadowVersion());
    assertEquals("brake", live.actor());
    assertEquals(why, live.reason());
    brake.check();
    assertEquals(2, registry.live("retail").orElseThrow().sequence());
    assertEquals(1, brake.brakings());
  }

  private void assertGoesOn() {
    brake.check();
    assertFalse(brake.stopped(served));
    assertEquals(1, registry.live("retail").orElseThrow().sequence());
  }

  @Test
  void check_challengerFails_takesItsShare() {
    answers(brake, served, Arm.CHAMPION, 990, MILLI);
    failures(brake, served, Arm.CHAMPION, 10);
    answers(brake, served, Arm.CHALLENGER, 90, MILLI);
    failures(brake, served, Arm.CHALLENGER, 10);
    assertBraked(
        "challenger v2: failed for 10 of 100 customers (10.0 %), the champion's 1.0 %;"
            + " at most 2.0 points more");
  }

  @Test
  void check_bothFailAlike_goesOn() {
    answers(brake, served, Arm.CHAMPION, 900, MILLI);
    failures(brake, served, Arm.CHAMPION, 100);
    answers(brake, served, Arm.CHALLENGER, 90, MILLI);
    failures(brake, served, Arm.CHALLENGER, 10);
    assertGoesOn();
  }

  @Test
  void check_challengerSlow_takesItsShare() {
    answers(brake, served, Arm.CHAMPION, 1_000, MILLI);
    answers(brake, served, Arm.CHALLENGER, 196, MILLI);
    answers(brake, served, Arm.CHALLENGER, 4, 10 * MILLI);
    assertBraked(
        "challenger v2: p99 10.49 ms over 200 customers, the champion's 1.05 ms over 1000;"
            + " at most 3.0 times");
  }

  @Test
  void check_bothSlow_goesOn() {
    answers(brake, served, Arm.CHAMPION, 1_000, 10 * MILLI);
    answers(brake, served, Arm.CHALLENGER, 200, 20 * MILLI);
    assertGoesOn();
  }

  @Test
  void check_muchSlowerButFastAllTheSame_goesOn() {
    answers(brake, served, Arm.CHAMPION, 1_000, MILLI / 1_000);
    answers(brake, served, Arm.CHALLENGER, 200, MILLI);
    assertGoesOn();
  }

  @Test
  void check_challengerPredictsMore_takesItsShare() {
    for (int i = 0; i < 100; i++) {
      brake.compared(served, somebody(), 80, 101);
    }
    assertBraked(
        "challenger v2: mean CLV 101.00 over 100 customers, by the champion on the same 80.00;"
            + " at most 25 % off");
  }

  @Test
  void check_challengerPredictsLess_takesItsShare() {
    for (int i = 0; i < 100; i++) {
      brake.compared(served, somebody(), 80, 59);
    }
    brake.check();
    assertTrue(brake.stopped(served));
  }

  @Test
  void check_smallShift_goesOn() {
    for (int i = 0; i < 1_000; i++) {
      brake.compared(served, somebody(), 80, 99);
    }
    assertGoesOn();
  }

  @Test
  void check_belowTheMinimum_goesOn() {
    answers(brake, served, Arm.CHAMPION, 10_000, MILLI);
    failures(brake, served, Arm.CHALLENGER, 99);
    for (int i = 0; i < 99; i++) {
      brake.compared(served, somebody(), 1, 100);
    }
    assertGoesOn();
    failures(brake, served, Arm.CHALLENGER, 1);
    brake.check();
    assertTrue(brake.stopped(served));
  }

  @Test
  void check_longAgo_isNotJudged() {
    answers(brake, served, Arm.CHAMPION, 10_000, MILLI);
    failures(brake, served, Arm.CHALLENGER, 60); // not enough for a judgement
    for (int half = 0; half < 3; half++) {
      clock.advance(LIMITS.window().dividedBy(2));
      brake.check();
      answers(brake, served, Arm.CHALLENGER, 10_000, MILLI);
      answers(brake, served, Arm.CHAMPION, 10_000, MILLI);
    }
    assertGoesOn();
    failures(brake, served, Arm.CHALLENGER, 1_000);
    brake.check();
    assertTrue(brake.stopped(served));
  }

  @Test
  void check_slowTraffic_isJudgedWhenThereIsEnough() {
    for (int half = 0; half < 10; half++) { // ten spans with a tenth of what is needed
      failures(brake, served, Arm.CHALLENGER, 10);
      assertFalse(brake.stopped(served));
      clock.advance(LIMITS.window());
      brake.check();
    }
    assertTrue(brake.stopped(served));
  }

  @Test
  void check_limitsOfZero_areNotWatched() {
    Brake blind =
        new Brake(
            registry,
            new Brake.Limits(100, Duration.ofMinutes(5), 0, 0, 0),
            Stops.in(Optional.empty()),
            clock);
    answers(blind, served, Arm.CHAMPION, 1_000, MILLI);
    failures(blind, served, Arm.CHALLENGER, 1_000);
    answers(blind, served, Arm.CHALLENGER, 1_000, 1_000 * MILLI);
    for (int i = 0; i < 1_000; i++) {
      blind.compared(served, somebody(), 1, 100);
    }
    blind.check();
    assertFalse(blind.stopped(served));
  }

  @Test
  void check_twoServersAtOnce_oneDeployment() {
    Brake other = new Brake(registry, LIMITS, Stops.in(Optional.empty()), clock);
    failures(brake, served, Arm.CHALLENGER, 100);
    failures(other, served, Arm.CHALLENGER, 100);
    brake.check();
    other.check();
    brake.check();
    other.check();
    assertTrue(brake.stopped(served));
    assertTrue(other.stopped(served));
    assertEquals(2, registry.live("retail").orElseThrow().sequence());
  }

  @Test
  void check_databaseAway_stopsHereAndDeploysLater() {
    registry.away(true);
    failures(brake, served, Arm.CHALLENGER, 100);
    for (int second = 0; second < 100; second++) {
      brake.check();
      assertTrue(brake.stopped(served));
      clock.advance(Duration.ofSeconds(1));
    }
    registry.away(false);
    clock.advance(Duration.ofSeconds(30));
    brake.check();
    Deployment live = registry.live("retail").orElseThrow();
    assertEquals("brake", live.actor());
    assertEquals(0, live.challengerShare());
  }

  @Test
  void check_somebodyDeployedWhileTheDatabaseWasAway_theirsHolds() {
    registry.away(true);
    failures(brake, served, Arm.CHALLENGER, 100);
    brake.check();
    registry.promoteWhileAway("retail", 1);
    registry.away(false);
    clock.advance(Duration.ofMinutes(1));
    brake.check();
    clock.advance(Duration.ofMinutes(1));
    brake.check();
    assertEquals(2, registry.live("retail").orElseThrow().sequence());
    assertEquals("ana", registry.live("retail").orElseThrow().actor());
  }

  @Test
  void stopped_newerDeployment_isAnotherChance() {
    failures(brake, served, Arm.CHALLENGER, 100);
    brake.check();
    ServedModel again = Arms.served(registry.deploy("retail", 1, 2, 0.05, 3));
    assertFalse(brake.stopped(again));
    answers(brake, again, Arm.CHALLENGER, 1_000, MILLI);
    brake.check();
    assertFalse(brake.stopped(again));
  }

  @Test
  void answered_requestsOfTheLastDeployment_loseNothingOfTheNewOne() {
    ServedModel next = Arms.served(registry.deploy("retail", 1, 2, 0.2, 3));
    for (int i = 0; i < 100; i++) { // a long batch by the deployment before
      brake.answered(next, new Brake.Answered(somebody(), Arm.CHALLENGER, true, MILLI));
      brake.answered(served, new Brake.Answered(somebody(), Arm.CHAMPION, false, MILLI));
    }
    brake.check();
    assertTrue(brake.stopped(next));
    assertFalse(brake.stopped(served));
  }

  @Test
  void check_oneCustomerAsksOften_isOneCustomer() {
    answers(brake, served, Arm.CHAMPION, 1_000, MILLI);
    answers(brake, served, Arm.CHALLENGER, 99, MILLI);
    for (int i = 0; i < 1_000; i++) {
      brake.answered(served, new Brake.Answered("loop", Arm.CHALLENGER, true, 50 * MILLI));
      brake.compared(served, "loop", 1, 100);
    }
    assertGoesOn();
    failures(brake, served, Arm.CHALLENGER, 2);
    brake.check();
    assertTrue(brake.stopped(served));
  }

  @Test
  void check_restartedWhileTheDatabaseIsAway_staysStoppedAndDeploysLater() {
    Brake first = new Brake(registry, LIMITS, Stops.in(Optional.of(folder)), clock);
    registry.away(true);
    failures(first, served, Arm.CHALLENGER, 100);
    first.check();
    Brake second = new Brake(registry, LIMITS, Stops.in(Optional.of(folder)), clock);
    assertTrue(second.stopped(served));
    second.check();
    registry.away(false);
    clock.advance(Duration.ofMinutes(1));
    second.check();
    Deployment live = registry.live("retail").orElseThrow();
    assertEquals(2, live.sequence());
    assertEquals("brake", live.actor());
    assertEquals(0, live.challengerShare());
    assertEquals(
        "challenger v2: failed for 100 of 100 customers (100.0 %), the champion's 0.0 %;"
            + " at most 2.0 points more",
        live.reason());
    Brake third = new Brake(registry, LIMITS, Stops.in(Optional.of(folder)), clock);
    assertFalse(third.stopped(served)); // it is deployed: nothing needs to be remembered
  }

  @Test
  void stops_fileThatIsNone_isLeftOut() throws Exception {
    Files.writeString(folder.resolve("stopped-retail.properties"), "model=retail\nchampion=x\n");
    assertFalse(new Brake(registry, LIMITS, Stops.in(Optional.of(folder)), clock).stopped(served));
  }
}
