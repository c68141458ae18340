package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.Prediction;
import perennial.model.Horizons;
import perennial.model.Traits;
import perennial.server.FakeRegistry;
import perennial.server.SettableClock;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.uncertainty.PredictionIntervals;

class PredictionServiceTest {
  private static final CustomerHistory GOOD =
      CustomerHistory.newBuilder()
          .setRepeatPurchases(5)
          .setRecency(200)
          .setAge(300)
          .setMeanSpend(45.5)
          .build();

  private static final SettableClock clock = new SettableClock();
  private static TestServer test;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    FakeRegistry registry = new FakeRegistry();
    registry.register("retail", TestModels.model(1));
    registry.promote("retail", 1);
    registry.register("loyal", TestModels.model(2));
    registry.promote("loyal", 1);
    registry.register("channels", TestModels.modelWithTraits());
    registry.promote("channels", 1);
    registry.register("open", TestModels.modelWithErrors());
    registry.promote("open", 1);
    test = TestServer.start(registry, folder, clock, Map.of()).ready();
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 200, 300, 45.5, repeat_purchases",
    "2.5, 200, 300, 45.5, repeat_purchases",
    "NaN, 200, 300, 45.5, repeat_purchases",
    "Infinity, 200, 300, 45.5, repeat_purchases",
    "1e300, 200, 300, 45.5, repeat_purchases",
    "1000001, 200, 300, 45.5, repeat_purchases",
    "5, -1, 300, 45.5, recency",
    "5, 301, 300, 45.5, recency",
    "5, NaN, 300, 45.5, recency",
    "5, Infinity, 300, 45.5, recency",
    "5, 0, 300, 45.5, recency",
    "0, 200, 300, 45.5, recency",
    "5, 200, -1, 45.5, age",
    "5, 200, NaN, 45.5, age",
    "5, 200, Infinity, 45.5, age",
    "5, 200, 100001, 45.5, age",
    "5, 200, 300, -0.01, mean_spend",
    "5, 200, 300, NaN, mean_spend",
    "5, 200, 300, Infinity, mean_spend",
  })
  void predict_badHistory_namesField(double x, double recency, double age, double m, String field) {
    CustomerHistory bad =
        CustomerHistory.newBuilder()
            .setRepeatPurchases(x)
            .setRecency(recency)
            .setAge(age)
            .setMeanSpend(m)
            .build();
    BadRequest single =
        badRequest(
            () -> test.predictions().predict(PredictRequest.newBuilder().setHistory(bad).build()));
    assertEquals("history." + field, single.getFieldViolations(0).getField());
    BadRequest batch =
        badRequest(() ->
            test.predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder()
                        .addAllHistories(Collections.nCopies(17, GOOD))
                        .addHistories(bad)
                        .build()));
    assertEquals("histories[17]." + field, batch.getFieldViolations(0).getField());
    assertEquals(1, batch.getFieldViolationsCount());
  }

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

  @ParameterizedTest
  @CsvSource({"-0.1", "0.009", "0.9991", "1", "90", "NaN", "Infinity"})
  void predict_badIntervalLevel_namesField(double level) {
    BadRequest single =
        badRequest(() ->
            test.predictions()
                .predict(
                    PredictRequest.newBuilder().setHistory(GOOD).setIntervalLevel(level).build()));
    assertEquals("interval_level", single.getFieldViolations(0).getField());
    BadRequest batch =
        badRequest(() ->
            test.predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder()
                        .addHistories(GOOD)
                        .setIntervalLevel(level)
                        .build()));
    assertEquals("interval_level", batch.getFieldViolations(0).getField());
  }

  @Test
  void batchPredict_tooManyIntervals_isRefused() {
    BatchPredictRequest.Builder request =
        BatchPredictRequest.newBuilder()
            .addAllHistories(Collections.nCopies(6_667, GOOD))
            .addAllHorizonDays(List.of(30, 90, 365));
    assertEquals(6_667, test.predictions().batchPredict(request.build()).getPredictionsCount());
    BadRequest refused =
        badRequest(() -> test.predictions().batchPredict(request.setIntervalLevel(.9).build()));
    assertEquals("interval_level", refused.getFieldViolations(0).getField());
    assertTrue(refused.getFieldViolations(0).getDescription().contains("20,001"));
  }

  @Test
  void predict_covariateMissing_isNamed() {
    BadRequest single =
        badRequest(() ->
            test.predictions()
                .predict(
                    PredictRequest.newBuilder().setModel("channels").setHistory(GOOD).build()));
    assertEquals("history.covariates.Gender", single.getFieldViolations(0).getField());
    String description = single.getFieldViolations(0).getDescription();
    assertTrue(description.contains("is required by this model"), description);
    CustomerHistory complete = GOOD.toBuilder().putCovariates("Gender", 0).build();
    BadRequest batch =
        badRequest(() ->
            test.predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder()
                        .setModel("channels")
                        .addHistories(complete)
                        .addHistories(GOOD)
                        .build()));
    assertEquals("histories[1].covariates.Gender", batch.getFieldViolations(0).getField());
  }

  @Test
  void predict_traitsOutOfBounds_areNamed() {
    CustomerHistory.Builder many = GOOD.toBuilder();
    for (int i = 0; i <= Traits.MAX_COVARIATES; i++) {
      many.putCovariates("c" + i, i);
    }
    Map<String, CustomerHistory> bad =
        Map.of(
            "history.covariates.Gender",
            GOOD.toBuilder().putCovariates("Gender", Double.NaN).build(),
            "history.covariates",
            many.build(),
            "history.group",
            GOOD.toBuilder().setGroup("x".repeat(201)).build());
    bad.forEach((field, history) -> {
      BadRequest refused =
          badRequest(() ->
              test.predictions().predict(PredictRequest.newBuilder().setHistory(history).build()));
      assertEquals(field, refused.getFieldViolations(0).getField());
    });
    CustomerHistory longName = GOOD.toBuilder().putCovariates("x".repeat(201), 1).build();
    BadRequest refused =
        badRequest(() ->
            test.predictions().predict(PredictRequest.newBuilder().setHistory(longName).build()));
    assertEquals("history.covariates", refused.getFieldViolations(0).getField());
  }

  @Test
  void predict_noHistory_namesIt() {
    BadRequest bad =
        badRequest(() -> test.predictions().predict(PredictRequest.getDefaultInstance()));
    assertEquals("history", bad.getFieldViolations(0).getField());
  }

  @ParameterizedTest
  @CsvSource({"0", "-30", "3651", "2147483647"})
  void predict_horizonOutOfRange_namesEntryAndValue(int days) {
    BadRequest bad = badRequest(() -> predict(List.of(30, days)));
    assertEquals("horizon_days", bad.getFieldViolations(0).getField());
    String description = bad.getFieldViolations(0).getDescription();
    assertTrue(description.contains("horizon_days[1] " + days), description);
  }

  @Test
  void predict_tooManyHorizons_isRefused() {
    assertEquals(16, predict(Collections.nCopies(16, 30)).getPrediction().getHorizonsCount());
    badRequest(() -> predict(Collections.nCopies(17, 30)));
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
  void predict_unknownModel_listsWhatIsServed() {
    StatusRuntimeException error =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                test.predictions()
                    .predict(
                        PredictRequest.newBuilder().setModel("toys").setHistory(GOOD).build()));
    assertEquals(Code.NOT_FOUND, error.getStatus().getCode());
    assertEquals(
        "model 'toys' is not served here; served: channels, loyal, open, retail",
        error.getStatus().getDescription());
  }

  @Test
  void predict_nameOfMegabytes_isRefusedWithoutItsEcho() {
    BadRequest bad =
        badRequest(() ->
            test.predictions()
                .predict(
                    PredictRequest.newBuilder()
                        .setModel("x".repeat(1_000_000))
                        .setHistory(GOOD)
                        .build()));
    assertEquals("model", bad.getFieldViolations(0).getField());
  }

  @Test
  void batchPredict_noRows_isRefused() {
    BadRequest bad =
        badRequest(() -> test.predictions().batchPredict(BatchPredictRequest.getDefaultInstance()));
    assertEquals("histories", bad.getFieldViolations(0).getField());
    assertEquals("must have 1 to 10,000 rows, not 0", bad.getFieldViolations(0).getDescription());
  }

  @Test
  void batchPredict_oneRowTooMany_isRefused() {
    BadRequest bad = badRequest(() -> batch(Collections.nCopies(10_001, GOOD), List.of()));
    assertEquals(
        "must have 1 to 10,000 rows, not 10,001", bad.getFieldViolations(0).getDescription());
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
  void batchPredict_everyRowBad_showsTheFirstTenAndCountsTheRest() {
    CustomerHistory bad = GOOD.toBuilder().setAge(-1).build();
    StatusRuntimeException error =
        assertThrows(
            StatusRuntimeException.class, () -> batch(Collections.nCopies(10_000, bad), List.of()));
    assertEquals(Code.INVALID_ARGUMENT, error.getStatus().getCode());
    String message = String.valueOf(error.getStatus().getDescription());
    assertTrue(message.endsWith("(and 9999 more)"), message);
    assertEquals(10, details(error).getFieldViolationsCount());
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

  private static PredictResponse predict(List<Integer> horizons) {
    return test.predictions()
        .predict(PredictRequest.newBuilder().setHistory(GOOD).addAllHorizonDays(horizons).build());
  }

  private static BatchPredictResponse batch(List<CustomerHistory> rows, List<Integer> horizons) {
    return test.predictions()
        .batchPredict(
            BatchPredictRequest.newBuilder()
                .addAllHistories(rows)
                .addAllHorizonDays(horizons)
                .build());
  }

  private static BadRequest badRequest(Runnable call) {
    StatusRuntimeException error = assertThrows(StatusRuntimeException.class, call::run);
    assertEquals(Code.INVALID_ARGUMENT, error.getStatus().getCode(), error::getMessage);
    return details(error);
  }

  private static BadRequest details(StatusRuntimeException error) {
    try {
      return StatusProto.fromThrowable(error).getDetails(0).unpack(BadRequest.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError("no BadRequest in the details", e);
    }
  }
}
