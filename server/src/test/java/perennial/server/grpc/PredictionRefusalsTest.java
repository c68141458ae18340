package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.model.Traits;

/** Requests that are refused, and what is said of them. */
class PredictionRefusalsTest extends PredictionServiceCase {
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
}
