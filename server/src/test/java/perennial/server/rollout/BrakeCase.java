package perennial.server.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import perennial.registry.Deployment;
import perennial.server.FakeRegistry;
import perennial.server.SettableClock;
import perennial.server.TestModels;
import perennial.server.serving.Arm;
import perennial.server.serving.ServedModel;

/** A brake that watches a challenger, before a registry in memory. */
abstract class BrakeCase {
  static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  static final Brake.Limits LIMITS = new Brake.Limits(100, Duration.ofMinutes(5), 0.02, 3, 0.25);

  private static final AtomicInteger CUSTOMERS = new AtomicInteger();

  final FakeRegistry registry = new FakeRegistry();
  final SettableClock clock = new SettableClock();
  final Brake brake = new Brake(registry, LIMITS, Stops.in(Optional.empty()), clock);
  ServedModel served = Arms.withShadow();

  @BeforeEach
  void deployed() {
    for (int v = 1; v <= 3; v++) {
      registry.register("retail", TestModels.model(v));
    }
    served = Arms.served(registry.deploy("retail", 1, 2, 0.1, 3));
  }

  /** Another customer each time. */
  static String somebody() {
    return "customer-" + CUSTOMERS.incrementAndGet();
  }

  static void answers(Brake brake, ServedModel served, Arm arm, int count, long nanos) {
    for (int i = 0; i < count; i++) {
      brake.answered(served, new Brake.Answered(somebody(), arm, false, nanos));
    }
  }

  static void failures(Brake brake, ServedModel served, Arm arm, int count) {
    for (int i = 0; i < count; i++) {
      brake.answered(served, new Brake.Answered(somebody(), arm, true, MILLI));
    }
  }

  void assertBraked(String why) {
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

  void assertGoesOn() {
    brake.check();
    assertFalse(brake.stopped(served));
    assertEquals(1, registry.live("retail").orElseThrow().sequence());
  }
}
