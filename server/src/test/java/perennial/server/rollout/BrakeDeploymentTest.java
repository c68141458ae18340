package perennial.server.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.Deployment;
import perennial.server.serving.Arm;
import perennial.server.serving.ServedModel;

/** What becomes of a stop: among servers, without the database, after a restart. */
class BrakeDeploymentTest extends BrakeCase {
  @TempDir Path folder;

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

  @Test
  void answered_newerDeploymentOfAnEarlierTime_isWatched() {
    Deployment second = registry.deploy("retail", 1, 2, 0.2, 3);
    ServedModel next =
        Arms.served(
            new Deployment(
                second.model(),
                second.sequence(),
                second.championVersion(),
                second.challengerVersion(),
                second.challengerShare(),
                second.shadowVersion(),
                second.actor(),
                second.reason(),
                served.deployment().deployedAt().minusSeconds(3_600))); // a clock was set back
    answers(brake, served, Arm.CHALLENGER, 10, MILLI);
    failures(brake, next, Arm.CHALLENGER, 100);
    brake.check();
    assertTrue(brake.stopped(next));
  }

  @Test
  void check_challengerThatANewerDeploymentHasNoMore_isNotJudged() {
    answers(brake, served, Arm.CHALLENGER, 10_000, MILLI);
    clock.advance(LIMITS.window().dividedBy(2));
    brake.check();
    failures(brake, served, Arm.CHALLENGER, 150); // too few among those to be stopped for
    ServedModel without = Arms.served(registry.deploy("retail", 1, 0, 0, 3));
    answers(brake, without, Arm.CHAMPION, 1, MILLI);
    for (int half = 0; half < 3; half++) {
      clock.advance(LIMITS.window().dividedBy(2));
      brake.check();
    }
    assertEquals(0, brake.brakings());
    assertEquals(2, registry.live("retail").orElseThrow().sequence());
  }
}
