package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.server.rollout.Brake;

/** Which arm answers, and when the brake acts. */
class RolloutTest extends RolloutCase {
  @Test
  void predict_byId_isByTheArmOfTheCustomer() {
    registry.deploy("retail", 1, 2, 0.3, 0);
    server.started();
    int challenged = 0;
    for (int i = 0; i < 2_000; i++) {
      Answer answer = server.predict("c" + i);
      assertEquals(answer.arm() == Arm.CHALLENGER ? 2 : 1, answer.servedBy().number());
      challenged += answer.arm() == Arm.CHALLENGER ? 1 : 0;
      assertEquals(answer.arm(), server.predict("c" + i).arm());
    }
    assertTrue(challenged > 500 && challenged < 700, challenged + " of 2000");
    List<Customer> all = IntStream.range(0, 100).mapToObj(i -> customer("c" + i)).toList();
    List<Answer> batch = server.serving.router().predictCustomers(QUERY, all, () -> {});
    for (int i = 0; i < 100; i++) {
      assertEquals(server.predict("c" + i).arm(), batch.get(i).arm());
    }
  }

  @Test
  void predict_byHistory_isTheChampions() {
    registry.deploy("retail", 1, 2, 1, 0);
    server.started();
    Answer answer = server.serving.router().predict(QUERY, TestModels.CUSTOMER);
    assertEquals(1, answer.servedBy().number());
    assertEquals(Arm.CHAMPION, answer.arm());
    assertEquals(Arm.CHALLENGER, server.predict("c1").arm());
  }

  @Test
  void predict_anotherProcess_decidesAlike() {
    registry.deploy("retail", 1, 2, 0.3, 0);
    server.started();
    try (Server second = new Server(1, 100).started()) {
      for (int i = 0; i < 2_000; i++) {
        assertEquals(server.predict("c" + i).arm(), second.predict("c" + i).arm());
      }
    }
  }

  @Test
  void predict_challengerFails_isLoggedAndBraked() {
    server.close();
    server = new Server(0, 20);
    long failing = registry.register("retail", TestModels.modelWithTraits());
    registry.deploy("retail", 1, failing, 1, 0);
    server.started();
    for (int i = 0; i < 20; i++) { // by id no covariates are known
      assertEquals(Source.FALLBACK, server.predict("c" + i).source());
    }
    TestServer.eventually(
        "the brake acted", () -> registry.live("retail").orElseThrow().actor().equals(Brake.ACTOR));
    assertEquals(Arm.CHAMPION, server.predict("c1").arm());
    TestServer.eventually("failures are logged", () -> log.rows().size() == 20);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("OK", row.status());
    assertEquals("FALLBACK", row.source());
    assertEquals("CHALLENGER", row.arm());
    assertTrue(row.output().isPresent());
    assertTrue(row.history().isPresent());
  }

  @Test
  void predict_challengerPredictsOtherwise_isBraked() {
    server.close();
    server = new Server(0, 20);
    long much = registry.register("retail", TestModels.model(60));
    registry.deploy("retail", 1, much, 1, 0);
    server.started();
    for (int i = 0; i < 20; i++) {
      assertEquals(Arm.CHALLENGER, server.predict("c" + i).arm());
    }
    TestServer.eventually(
        "the brake acted", () -> registry.live("retail").orElseThrow().actor().equals(Brake.ACTOR));
    assertTrue(registry.live("retail").orElseThrow().reason().contains("mean CLV"));
    assertEquals(Arm.CHAMPION, server.predict("c1").arm());
  }
}
