package perennial.server.grpc;

import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.ServedBy;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Traits;
import perennial.model.ValueTerms;
import perennial.server.serving.Answer;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.InvalidRequest.Violation;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.PredictionRouter;
import perennial.server.serving.RequestedTerms;
import perennial.server.serving.ServedVersion;
import perennial.uncertainty.PredictionIntervals;

/** Predictions over gRPC: messages to domain, domain to messages, nothing else. */
final class PredictionService extends PredictionServiceGrpc.PredictionServiceImplBase {
  /** The most customers of one batch. */
  static final int MAX_ROWS = 10_000;

  /** The most rows times horizons of one batch with intervals: some seconds of a processor. */
  static final int MAX_INTERVALS = 20_000;

  private static final int MAX_VIOLATIONS = 10; // they travel in trailers, which are small
  private static final Horizons ONE_YEAR = Horizons.ofDays(365);

  private final PredictionRouter router;
  private final Clock clock;

  PredictionService(PredictionRouter router, Clock clock) {
    this.router = router;
    this.clock = clock;
  }

  @Override
  public void predict(PredictRequest request, StreamObserver<PredictResponse> responses) {
    if (!request.hasHistory()) {
      throw InvalidRequest.of("history", "is required");
    }
    Horizons horizons = horizons(request.getHorizonDaysList());
    double level = level(request.getIntervalLevel());
    Answer answer;
    try {
      CustomerHistory history = history(request.getHistory());
      answer =
          router.predict(
              new PredictionQuery(request.getModel(), horizons, level, RequestedTerms.NONE),
              history);
    } catch (IllegalHistory e) { // also what this model needs and the history has not
      throw InvalidRequest.of("history." + e.field(), message(e));
    }
    responses.onNext(
        PredictResponse.newBuilder()
            .setPrediction(PredictionMessages.of(answer.prediction()))
            .setServedBy(servedBy(answer.servedBy(), answer.terms()))
            .build());
    responses.onCompleted();
  }

  @Override
  public void batchPredict(
      BatchPredictRequest request, StreamObserver<BatchPredictResponse> responses) {
    int rows = request.getHistoriesCount();
    if (rows < 1 || rows > MAX_ROWS) {
      throw InvalidRequest.of(
          "histories", "must have 1 to %,d rows, not %,d".formatted(MAX_ROWS, rows));
    }
    Horizons horizons = horizons(request.getHorizonDaysList());
    double level = level(request.getIntervalLevel());
    if (level > 0 && rows * horizons.count() > MAX_INTERVALS) {
      throw InvalidRequest.of(
          "interval_level",
          "with intervals rows times horizons may be at most %,d, not %,d"
              .formatted(MAX_INTERVALS, rows * horizons.count()));
    }
    List<CustomerHistory> histories = histories(request.getHistoriesList());
    PredictionRouter.BatchAnswer answer =
        router.predictAll(
            new PredictionQuery(request.getModel(), horizons, level, RequestedTerms.NONE),
            histories);
    BatchPredictResponse.Builder response =
        BatchPredictResponse.newBuilder().setServedBy(servedBy(answer.servedBy(), answer.terms()));
    for (perennial.model.Prediction prediction : answer.predictions()) {
      response.addPredictions(PredictionMessages.of(prediction));
    }
    responses.onNext(response.build());
    responses.onCompleted();
  }

  private static List<CustomerHistory> histories(List<perennial.api.v1.CustomerHistory> rows) {
    List<CustomerHistory> histories = new ArrayList<>(rows.size());
    List<Violation> violations = new ArrayList<>();
    int wrong = 0;
    for (int i = 0; i < rows.size(); i++) {
      try {
        histories.add(history(rows.get(i)));
      } catch (IllegalHistory e) {
        wrong++;
        if (violations.size() < MAX_VIOLATIONS) {
          violations.add(new Violation("histories[" + i + "]." + e.field(), message(e)));
        }
      }
    }
    if (wrong > 0) {
      throw new InvalidRequest(violations, wrong);
    }
    return histories;
  }

  private static CustomerHistory history(perennial.api.v1.CustomerHistory sent) {
    CustomerHistory history =
        CustomerHistory.of(
            sent.getRepeatPurchases(), sent.getRecency(), sent.getAge(), sent.getMeanSpend());
    return sent.getCovariatesCount() == 0 && sent.getGroup().isEmpty()
        ? history
        : history.with(new Traits(new TreeMap<>(sent.getCovariatesMap()), sent.getGroup()));
  }

  private static Horizons horizons(List<Integer> days) {
    if (days.isEmpty()) {
      return ONE_YEAR;
    }
    try {
      return Horizons.ofDays(days.stream().mapToInt(Integer::intValue).toArray());
    } catch (IllegalArgumentException e) {
      throw InvalidRequest.of("horizon_days", message(e));
    }
  }

  private static double level(double sent) {
    if (sent != 0 && !PredictionIntervals.isLevel(sent)) {
      throw InvalidRequest.of(
          "interval_level",
          "%s must be 0 or in [%s, %s]"
              .formatted(sent, PredictionIntervals.MIN_LEVEL, PredictionIntervals.MAX_LEVEL));
    }
    return sent;
  }

  private ServedBy servedBy(ServedVersion version, ValueTerms terms) {
    Instant now = clock.instant();
    return ServedBy.newBuilder()
        .setModel(version.model())
        .setVersion(version.number())
        .setFamily(version.clvModel().family())
        .setCurrency(terms.currency())
        .setAnnualDiscountRate(terms.annualDiscountRate())
        .setMargin(terms.margin())
        .setObservationEnd(version.clvModel().observationEnd().toString())
        .setCalculatedAt(
            Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
        .build();
  }

  private static String message(IllegalArgumentException e) {
    return String.valueOf(e.getMessage());
  }
}
