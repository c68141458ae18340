package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.Event;
import perennial.api.v1.EventType;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.RecordEventsRequest;
import perennial.registry.Database;
import perennial.registry.testing.TestDatabase;
import perennial.server.TestServer;
import perennial.server.customers.TestRedis;

/** Redis between two whole servers stops and comes back: slower, never wrong. */
class RedisDrillTest {
  private static final int CUSTOMERS = 4;
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;
  private int day = 400;

  @BeforeEach
  void redisIsInstalled() {
    Assumptions.assumeTrue(TestRedis.isPresent(), "redis-server is not installed");
  }

  @Test
  void stoppedAndStartedAgain_everyAnswerHasTheLatestEvent() throws Exception {
    try (TestRedis redis = new TestRedis(folder);
        Database database = TestDatabase.fresh(Clock.systemUTC())) {
      Drills.versions(database, 1);
      Map<String, String> shared =
          Map.of("PERENNIAL_SERVER_REDIS_URL", "redis://127.0.0.1:" + redis.port());
      try (TestServer one = Drills.server(database, folder.resolve("one"), shared).ready();
          TestServer two = Drills.server(database, folder.resolve("two"), shared).ready();
          TestServer plain = Drills.server(database, folder.resolve("plain")).ready();
          SteadyLoad load = new SteadyLoad(one.channel)) {
        for (int i = 0; i < 5; i++) {
          buyAndCompare(one, two);
        }
        redis.kill();
        for (int i = 0; i < 5; i++) {
          buyAndCompare(one, two);
        }
        redis.restart();
        for (int i = 0; i < 5; i++) {
          buyAndCompare(two, one);
        }
        for (int c = 0; c < CUSTOMERS; c++) {
          assertEquals(clv(plain, c), clv(one, c), "customer " + c);
          assertEquals(clv(plain, c), clv(two, c), "customer " + c);
        }
        load.assertNothingFailed();
      }
    }
  }

  /** The server that took the event answers by it at once, the other one soon. */
  private void buyAndCompare(TestServer taking, TestServer other) {
    for (int c = 0; c < CUSTOMERS; c++) {
      double before = clv(other, c); // so that it remembers a state that is about to be too old
      buy(taking, c);
      double after = clv(taking, c);
      assertTrue(after != before, "the server that took the event does not know it");
      int customer = c;
      TestServer.eventually("the other server knows", () -> clv(other, customer) == after);
    }
  }

  private void buy(TestServer server, int customer) {
    Instant at = NOW.minus(Duration.ofDays(day--));
    var answer =
        server
            .events()
            .recordEvents(
                RecordEventsRequest.newBuilder()
                    .addEvents(
                        Event.newBuilder()
                            .setEventId("e-" + day)
                            .setCustomerId("c-" + customer)
                            .setOccurredAt(Timestamp.newBuilder().setSeconds(at.getEpochSecond()))
                            .setType(EventType.PURCHASE)
                            .setAmount(day + ".50")
                            .setCurrency("EUR"))
                    .build());
    assertEquals(1, answer.getRecorded());
  }

  private static double clv(TestServer server, int customer) {
    PredictResponse response =
        server
            .predictions()
            .predict(PredictRequest.newBuilder().setCustomerId("c-" + customer).build());
    return response.getPrediction().getHorizons(0).getClv();
  }
}
