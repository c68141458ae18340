package perennial.server.rollout;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import perennial.server.serving.Arm;

/** When a challenger is stopped. */
class BrakeTest extends BrakeCase {
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
}
