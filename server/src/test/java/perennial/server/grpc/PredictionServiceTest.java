package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.Prediction;
import perennial.model.Horizons;
import perennial.model.Traits;
import perennial.server.TestModels;
import perennial.uncertainty.PredictionIntervals;

class PredictionServiceTest extends PredictionServiceCase {
  @Test
  void predict_modelWithTraits_answersWhatTheModelComputes() {
    CustomerHistory sent =
        GOOD.toBuilder()
            .putCovariates("Gender", 1)
            .putCovariates("other", 7)
            .setGroup("web")
            .build();
    PredictResponse answer =
        test.predictions()
            .predict(PredictRequest.newBuilder().setModel("channels").setHistory(sent).build());
    perennial.model.Prediction expected =
        TestModels.modelWithTraits()
            .predict(
                TestModels.CUSTOMER.with(new Traits(new TreeMap<>(Map.of("Gender", 1.0)), "web")),
                Horizons.ofDays(365));
    assertEquals(
        expected.horizons().getFirst().clv(), answer.getPrediction().getHorizons(0).getClv());
    CustomerHistory elsewhere = sent.toBuilder().setGroup("shop").build();
    assertNotEquals(
        answer.getPrediction(),
        test.predictions()
            .predict(PredictRequest.newBuilder().setModel("channels").setHistory(elsewhere).build())
            .getPrediction());
  }

  @Test
  void predict_intervalLevel_givesTheModelsIntervals() {
    PredictRequest request =
        PredictRequest.newBuilder()
            .setModel("open")
            .setHistory(GOOD)
            .addHorizonDays(30)
            .addHorizonDays(365)
            .setIntervalLevel(.9)
            .build();
    Prediction answer = test.predictions().predict(request).getPrediction();
    perennial.model.HorizonPrediction expected =
        PredictionIntervals.of(TestModels.modelWithErrors())
            .predict(TestModels.CUSTOMER, Horizons.ofDays(365), .9)
            .horizons()
            .getFirst();
    perennial.model.Interval clv = expected.clvUncertainty().orElseThrow().predictive();
    assertEquals(clv.lower(), answer.getHorizons(1).getClvInterval().getLower());
    assertEquals(clv.upper(), answer.getHorizons(1).getClvInterval().getUpper());
    assertEquals(
        expected.purchasesUncertainty().orElseThrow().mean().orElseThrow().upper(),
        answer.getHorizons(1).getExpectedPurchasesInterval().getUpper());
    assertTrue(answer.getHorizons(0).hasExpectedClvInterval());
    assertTrue(answer.hasSpendInterval() && answer.hasExpectedSpendInterval());
    Prediction wider =
        test.predictions()
            .predict(request.toBuilder().setIntervalLevel(.99).build())
            .getPrediction();
    assertTrue(
        wider.getHorizons(1).getClvInterval().getUpper()
            > answer.getHorizons(1).getClvInterval().getUpper(),
        "the level is part of what is remembered");
    BatchPredictResponse batch =
        test.predictions()
            .batchPredict(
                BatchPredictRequest.newBuilder()
                    .setModel("open")
                    .addHistories(GOOD)
                    .addHistories(GOOD.toBuilder().setMeanSpend(1))
                    .addAllHorizonDays(List.of(30, 365))
                    .setIntervalLevel(.9)
                    .build());
    assertEquals(answer, batch.getPredictions(0));
    assertNotEquals(answer, batch.getPredictions(1));
  }

  @Test
  void predict_noIntervalLevelOrNoCovariance_saysNothingItDoesNotKnow() {
    PredictRequest.Builder request = PredictRequest.newBuilder().setHistory(GOOD);
    Prediction plain = test.predictions().predict(request.build()).getPrediction();
    assertFalse(plain.hasSpendInterval());
    assertFalse(plain.getHorizons(0).hasClvInterval());
    Prediction chance =
        test.predictions().predict(request.setIntervalLevel(.5).build()).getPrediction();
    assertTrue(chance.getHorizons(0).hasClvInterval());
    assertFalse(chance.getHorizons(0).hasExpectedClvInterval());
    assertFalse(chance.hasExpectedSpendInterval());
  }

  @Test
  void predict_noHorizon_oneYear() {
    PredictResponse answer = predict(List.of());
    assertEquals(365, answer.getPrediction().getHorizons(0).getHorizonDays());
    assertEquals(1, answer.getPrediction().getHorizonsCount());
  }

  @Test
  void predict_horizonsTwice_inTheOrderAskedFor() {
    PredictResponse answer = predict(List.of(90, 30, 90));
    assertEquals(
        List.of(90, 30, 90),
        answer.getPrediction().getHorizonsList().stream().map(h -> h.getHorizonDays()).toList());
    assertEquals(answer.getPrediction().getHorizons(0), answer.getPrediction().getHorizons(2));
    assertFalse(answer.getPrediction().getHorizons(0).hasClvInterval());
  }

  @Test
  void predict_calculatedAt_isTheTimeOfTheResponse() {
    assertEquals(
        clock.instant().getEpochSecond(),
        predict(List.of(30)).getServedBy().getCalculatedAt().getSeconds());
    clock.advance(java.time.Duration.ofHours(1));
    assertEquals(
        clock.instant().getEpochSecond(),
        predict(List.of(30)).getServedBy().getCalculatedAt().getSeconds());
  }

  @Test
  void predict_otherModelServed_answersIt() {
    PredictResponse answer =
        test.predictions()
            .predict(PredictRequest.newBuilder().setModel("loyal").setHistory(GOOD).build());
    assertEquals("loyal", answer.getServedBy().getModel());
  }

  @Test
  void batchPredict_mostRowsAndHorizons_fitsADefaultClient() {
    List<CustomerHistory> rows = IntStream.range(0, 10_000).mapToObj(i -> GOOD).toList();
    List<Integer> horizons = IntStream.range(0, 16).mapToObj(i -> 3_650 - i).toList();
    BatchPredictResponse answer = batch(rows, horizons);
    assertEquals(10_000, answer.getPredictionsCount());
    assertTrue(answer.getSerializedSize() < 4 * 1024 * 1024, answer.getSerializedSize() + " bytes");
  }

  @Test
  void batchPredict_rows_equalSinglePredictions() {
    CustomerHistory other =
        CustomerHistory.newBuilder().setAge(12).setMeanSpend(3).build(); // one purchase only
    BatchPredictResponse answer = batch(List.of(GOOD, other, GOOD), List.of(30));
    assertEquals(predict(List.of(30)).getPrediction(), answer.getPredictions(0));
    assertEquals(answer.getPredictions(0), answer.getPredictions(2));
    assertEquals(1, answer.getServedBy().getVersion());
  }
}
