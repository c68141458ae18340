package perennial.server.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static perennial.server.TestServer.eventually;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomerFollowerTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final FakeLedger ledger = new FakeLedger();
  private Freshness freshness = new Freshness(LONG, LONG, Ticker.systemTicker());
  private RememberedStates states = remembered();
  private CustomerFollower follower = follower(LONG);

  private RememberedStates remembered() {
    return new RememberedStates(1 << 20, StateSource.of(ledger), freshness, Ticker.systemTicker());
  }

  private CustomerFollower follower(Duration trust) {
    return new CustomerFollower(ledger::listen, ledger, states, freshness, trust);
  }

  private void follow(Duration trust) {
    freshness = new Freshness(Duration.ofHours(1), trust, Ticker.systemTicker());
    states = remembered();
    follower = follower(trust);
    follower.start();
    eventually(
        "changes are heard",
        () -> {
          ledger.announce("somebody"); // else it waits for a part of the trust
          return freshness.followed();
        });
    ledger.put(FakeLedger.state("ann", 1, 1));
  }

  @AfterEach
  void stop() {
    follower.close();
  }

  private long revision() {
    return states.load("ann").state().orElseThrow().revision();
  }

  @Test
  void announced_customer_isReadAnew() {
    follow(LONG); // so that nothing is read anew but for what was announced
    assertEquals(1, revision());
    ledger.put(FakeLedger.state("ann", 2, 2));
    ledger.announce("ann");
    eventually("the change is seen", () -> revision() == 2);
    assertEquals(2, ledger.queries.get());
  }

  @Test
  void lostListener_databaseAnswers_whatChangedIsSeenAfterAShortTime() {
    follow(SHORT);
    assertEquals(1, revision());
    ledger.deaf = true;
    ledger.put(FakeLedger.state("ann", 2, 2));
    eventually("the change is seen unheard", () -> revision() == 2);
  }

  @Test
  void lostListener_andBack_forgetsAll() {
    follow(SHORT);
    ledger.deaf = true;
    eventually("nothing is heard", () -> !freshness.followed());
    assertEquals(1, revision());
    ledger.put(FakeLedger.state("ann", 2, 2));
    ledger.deaf = false;
    eventually("changes are heard", freshness::followed);
    assertEquals(2, revision());
  }

  @Test
  void databaseAway_rememberedCustomersAnswer_andNewOnesAfterIt() {
    follow(SHORT);
    assertEquals(1, revision());
    ledger.away = true;
    eventually("nothing is heard", () -> !freshness.followed());
    for (int i = 0; i < 100; i++) {
      assertEquals(1, revision());
    }
    assertNotNull(states.remembered("ann"));
    ledger.put(FakeLedger.state("ann", 2, 2));
    ledger.away = false;
    eventually("the change is seen", () -> revision() == 2);
  }
}
