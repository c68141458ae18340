package perennial.server.grpc;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import perennial.api.v1.Arm;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.PredictionSource;
import perennial.api.v1.Terms;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** Predictions by customer id, over states that tell in which thread they were asked. */
class PredictByIdTest extends PredictByIdCase {
  @Test
  void predict_remembered_isAnsweredWithoutALoad() {
    states.remembered.put("c", bought("c", 4));
    PredictResponse answer = predictions().predict(of("c"));
    assertEquals(PredictionSource.INDIVIDUAL, answer.getAnswer().getSource());
    assertTrue(answer.getAnswer().hasStateAsOf());
    assertTrue(answer.getAnswer().hasStateCalculatedAt());
    assertTrue(states.loading.isEmpty());
  }

  @Test
  void predict_notRemembered_isLoadedInAVirtualThread() {
    states.ledger.put("c", bought("c", 4));
    PredictResponse answer = predictions().predict(of("c"));
    assertEquals(PredictionSource.INDIVIDUAL, answer.getAnswer().getSource());
    assertEquals(1, states.loading.size());
    assertTrue(states.loading.getFirst().isVirtual());
  }

  @Test
  void predict_unknownCustomer_isAnsweredByTheCohort() {
    PredictResponse answer = predictions().predict(of("nobody"));
    assertEquals(PredictionSource.COHORT, answer.getAnswer().getSource());
    assertEquals("all customers", answer.getAnswer().getCohort());
    assertFalse(answer.getAnswer().hasStateAsOf());
  }

  @Test
  void predict_history_saysHowItWasAnswered() {
    PredictResponse answer =
        predictions()
            .predict(
                PredictRequest.newBuilder()
                    .setHistory(CustomerHistory.newBuilder().setAge(10))
                    .build());
    assertEquals(PredictionSource.INDIVIDUAL, answer.getAnswer().getSource());
    assertEquals(perennial.api.v1.Arm.CHAMPION, answer.getAnswer().getArm());
    assertEquals("", answer.getAnswer().getPredictionId());
  }

  @Test
  void batchPredict_ids_areLoadedAtOnceAndAnsweredInOrder() {
    states.ledger.put("a", bought("a", 9));
    states.ledger.put("b", bought("b", 2));
    BatchPredictResponse answer =
        predictions()
            .batchPredict(
                BatchPredictRequest.newBuilder()
                    .addAllCustomerIds(List.of("b", "nobody", "a", "b"))
                    .addHorizonDays(90)
                    .build());
    assertEquals(1, states.batches.size());
    assertTrue(states.loading.getFirst().isVirtual());
    assertEquals(
        List.of(
            PredictionSource.INDIVIDUAL,
            PredictionSource.COHORT,
            PredictionSource.INDIVIDUAL,
            PredictionSource.INDIVIDUAL),
        answer.getAnswersList().stream().map(a -> a.getSource()).toList());
    assertEquals(answer.getPredictions(0), answer.getPredictions(3));
    assertEquals(predictions().predict(of("a")).getPrediction(), answer.getPredictions(2));
    assertEquals(1, answer.getServedBy().getVersion());
    assertFalse(answer.hasChallenger());
  }

  @Test
  void predict_terms_areThoseOfTheAnswer() {
    states.remembered.put("c", bought("c", 4));
    PredictResponse own = predictions().predict(of("c"));
    PredictResponse half =
        predictions()
            .predict(
                of("c").toBuilder()
                    .setTerms(Terms.newBuilder().setMargin(0.5).setCurrency("EUR"))
                    .build());
    assertEquals(0.5, half.getServedBy().getMargin());
    assertEquals(0.1, half.getServedBy().getAnnualDiscountRate());
    assertEquals(
        own.getPrediction().getHorizons(0).getClv() / 2,
        half.getPrediction().getHorizons(0).getClv(),
        1e-9);
  }

  @Test
  void batchPredict_challengerAnsweredAll_saysSo() {
    registry.register("retail", TestModels.model(2));
    registry.deploy("retail", 1, 2, 1, 0);
    TestServer.eventually(
        "the challenger", () -> batch("c-1").getAnswers(0).getArm() == Arm.CHALLENGER);
    BatchPredictResponse response = batch("c-1", "c-2");
    assertEquals(2, response.getServedBy().getVersion());
    assertEquals(2, response.getChallenger().getVersion());
  }

  private BatchPredictResponse batch(String... ids) {
    return PredictionServiceGrpc.newBlockingStub(requireNonNull(channel))
        .batchPredict(BatchPredictRequest.newBuilder().addAllCustomerIds(List.of(ids)).build());
  }
}
