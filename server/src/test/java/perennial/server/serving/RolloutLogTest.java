package perennial.server.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import perennial.model.IllegalHistory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** What becomes rows of the prediction log. */
class RolloutLogTest extends RolloutCase {
  private LoggedPrediction row(UUID id, Arm arm) {
    return log.rows().stream()
        .filter(r -> r.id().equals(id) && r.arm().equals(arm.name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void predict_logged_rowHasTheInputAndTheAnswer() {
    registry.deploy("retail", 1, 2, 1, 3);
    server.started();
    Answer answer = server.predict("c1");
    UUID id = answer.id().orElseThrow();
    TestServer.eventually("both rows", () -> log.rows().size() == 2);
    LoggedPrediction row = row(id, Arm.CHALLENGER);
    assertEquals("c1", row.customerId());
    assertEquals(2, row.version());
    assertEquals("INDIVIDUAL", row.source());
    assertEquals("OK", row.status());
    assertEquals(5, row.history().orElseThrow().repeatPurchases());
    assertEquals(answer.prediction().horizons(), row.output().orElseThrow().horizons());
    LoggedPrediction shadow = row(id, Arm.SHADOW);
    assertEquals(3, shadow.version());
    assertEquals(row.history(), shadow.history());
    assertEquals(
        TestModels.model(3).predict(row.history().orElseThrow(), QUERY.horizons()).horizons(),
        shadow.output().orElseThrow().horizons());
    assertEquals(1, server.rollout.figures().shadowed());
  }

  @Test
  void predict_notSampled_hasNoIdAndNoShadow() {
    server.close();
    server = new Server(0, 100);
    registry.deploy("retail", 1, 0, 0, 3);
    server.started();
    assertEquals(Optional.empty(), server.predict("c1").id());
    server.close();
    assertEquals(List.of(), log.rows());
    assertEquals(0, server.rollout.figures().shadowed());
  }

  @Test
  void predict_impossible_isLoggedAsItsStatus() {
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    PredictionQuery dear =
        new PredictionQuery(
            "retail",
            QUERY.horizons(),
            0,
            new RequestedTerms(OptionalDouble.of(11), OptionalDouble.empty(), ""));
    assertThrows(InvalidRequest.class, () -> server.serving.router().predict(dear, customer("c1")));
    TestServer.eventually("the row", () -> log.rows().size() == 1);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("INVALID_ARGUMENT", row.status());
    assertEquals(Optional.empty(), row.output());
    assertTrue(row.history().isPresent());
  }

  @Test
  void predictAll_logged_oneRowEach() {
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    var unused = server.serving.router().predictAll(QUERY, TestModels.histories(50), () -> {});
    TestServer.eventually("all rows", () -> log.rows().size() == 50);
    assertEquals("", log.rows().getFirst().customerId());
    assertEquals(TestModels.history(7), log.rows().get(7).history().orElseThrow());
  }

  @Test
  void predict_nothingServesTheModel_isLoggedWithoutAVersion() {
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    PredictionQuery other = new PredictionQuery("other", QUERY.horizons(), 0, RequestedTerms.NONE);
    long arrived = System.nanoTime() - Duration.ofMillis(80).toNanos();
    assertThrows(
        RuntimeException.class,
        () -> server.serving.router().predict(other, customer("c1"), arrived));
    TestServer.eventually("the row", () -> log.rows().size() == 1);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("other", row.model());
    assertEquals("c1", row.customerId());
    assertEquals(0, row.version());
    assertEquals(Optional.empty(), row.output());
    assertTrue(row.latencyMicros() >= 80_000, row::toString);
  }

  @Test
  void predict_arrivedBefore_latencyCountsFromThere() {
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    long arrived = System.nanoTime() - Duration.ofMillis(80).toNanos();
    var unused = server.serving.router().predict(QUERY, customer("c1"), arrived);
    TestServer.eventually("the row", () -> log.rows().size() == 1);
    assertTrue(log.rows().getFirst().latencyMicros() >= 80_000, log.rows()::toString);
  }

  @Test
  void unanswered_callersFault_isASampleAndOursIsAll() {
    server.close();
    server = new Server(0, 20);
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    PredictionRouter router = server.serving.router();
    for (int i = 0; i < 10; i++) {
      router.unanswered("retail", "c1", InvalidRequest.of("a", "b"), System.nanoTime());
      router.unanswered("no such name!", "c1", unavailable(), System.nanoTime());
    }
    TestServer.eventually("the rows", () -> log.rows().size() == 10);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("UNAVAILABLE", row.status());
    assertEquals("", row.model());
  }

  @Test
  void rows_ofAKindOfWhichAShareIsLogged_saySo_andFailuresStandForThemselves() {
    server.close();
    server = new Server(0.5, 20);
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    for (int i = 0; i < 100; i++) {
      var unused = server.predict("c" + i);
    }
    server.serving.router().unanswered("retail", "late", unavailable(), System.nanoTime());
    TestServer.eventually(
        "the failure", () -> log.rows().stream().anyMatch(r -> r.customerId().equals("late")));
    List<LoggedPrediction> answers =
        log.rows().stream().filter(r -> r.status().equals("OK")).toList();
    assertTrue(answers.size() > 10 && answers.size() < 90, answers::toString);
    answers.forEach(r -> assertEquals(OptionalDouble.of(0.5), r.loggedShare()));
    assertEquals(OptionalDouble.of(1), log.rows().getLast().loggedShare());
  }

  private static RegistryUnavailable unavailable() {
    return new RegistryUnavailable("reading customers", new IllegalStateException("away"));
  }

  @Test
  void predictAll_fails_isOneRowForTheBatch() {
    registry.register("traits", TestModels.modelWithTraits());
    registry.deploy("traits", 1, 0, 0, 0);
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    PredictionQuery traits =
        new PredictionQuery("traits", QUERY.horizons(), 0, RequestedTerms.NONE);
    TestServer.eventually("both", () -> server.serving.health().snapshot().models().size() == 2);
    PredictionRouter router = server.serving.router();
    assertThrows(
        InvalidRequest.class, () -> router.predictAll(traits, TestModels.histories(50), () -> {}));
    TestServer.eventually("the row", () -> log.rows().size() == 1);
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("INVALID_ARGUMENT", row.status());
    assertEquals("traits", row.model());
    assertEquals(1, row.version());
    assertEquals("", row.customerId());
    assertEquals(Optional.empty(), row.history());
    assertEquals(Optional.empty(), row.output());
  }

  @Test
  void predictAll_breaksOrItsCallerLeaves_oursIsLoggedAndTheirsIsASample() {
    server.close();
    server = new Server(0, 20);
    registry.deploy("retail", 1, 0, 0, 0);
    server.started();
    PredictionRouter router = server.serving.router();
    RuntimeException left = Status.CANCELLED.asRuntimeException();
    assertSame(left, batchEndedBy(router, left));
    IllegalStateException broken = new IllegalStateException("broken");
    assertSame(broken, batchEndedBy(router, broken));
    server.close();
    assertEquals(List.of("INTERNAL"), log.rows().stream().map(LoggedPrediction::status).toList());
  }

  private static RuntimeException batchEndedBy(PredictionRouter router, RuntimeException error) {
    return assertThrows(
        RuntimeException.class,
        () ->
            router.predictAll(
                QUERY,
                TestModels.histories(2),
                () -> {
                  throw error;
                }));
  }

  @Test
  void predict_historyWithoutCovariates_isASample() {
    server.close();
    server = new Server(0, 20);
    registry.deploy("retail", registry.register("retail", TestModels.modelWithTraits()), 0, 0, 0);
    server.started();
    for (int i = 0; i < 20; i++) {
      assertThrows(
          IllegalHistory.class, () -> server.serving.router().predict(QUERY, TestModels.CUSTOMER));
    }
    server.close();
    assertEquals(List.of(), log.rows());
  }
}
