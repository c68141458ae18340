package perennial.server.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import perennial.model.CustomerHistory;
import perennial.model.Prediction;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.serving.Answer;
import perennial.server.serving.Arm;
import perennial.server.serving.Asked;
import perennial.server.serving.ServedVersion;
import perennial.server.serving.Source;
import perennial.server.serving.Unanswered;

/** Rows of the prediction log. */
final class Rows {
  private static final String OK = "OK";

  private Rows() {}

  static LoggedPrediction answered(UUID id, Instant at, Asked asked, Answer answer) {
    return row(
        id,
        at,
        asked,
        answer.servedBy(),
        answer.arm(),
        answer.source(),
        asked.history(answer.servedBy()),
        answer.prediction(),
        micros(asked.arrivedNanos()));
  }

  /** One of a batch by histories. */
  static LoggedPrediction ofBatch(
      UUID id, Instant at, Asked asked, CustomerHistory history, Prediction prediction) {
    return row(
        id,
        at,
        asked,
        asked.served().champion(),
        Arm.CHAMPION,
        Source.INDIVIDUAL,
        Optional.of(history),
        prediction,
        micros(asked.arrivedNanos()));
  }

  static LoggedPrediction shadow(
      UUID id,
      Instant at,
      Asked asked,
      ServedVersion shadow,
      CustomerHistory history,
      Prediction prediction,
      long startNanos) {
    return row(
        id,
        at,
        asked,
        shadow,
        Arm.SHADOW,
        Source.INDIVIDUAL,
        Optional.of(history),
        prediction,
        micros(startNanos));
  }

  static LoggedPrediction failed(UUID id, Instant at, Asked asked, Arm arm, String status) {
    ServedVersion version = asked.served().version(arm);
    return new LoggedPrediction(
        id,
        at,
        asked.customerId(),
        version.model(),
        version.number(),
        arm.name(),
        "",
        asked.history(version),
        Optional.empty(),
        micros(asked.arrivedNanos()),
        status,
        LoggedPrediction.EACH);
  }

  static LoggedPrediction unanswered(UUID id, Instant at, Unanswered request, String status) {
    return new LoggedPrediction(
        id,
        at,
        request.customerId(),
        request.model(),
        0,
        Arm.CHAMPION.name(),
        "",
        Optional.empty(),
        Optional.empty(),
        micros(request.arrivedNanos()),
        status,
        LoggedPrediction.EACH);
  }

  private static LoggedPrediction row(
      UUID id,
      Instant at,
      Asked asked,
      ServedVersion version,
      Arm arm,
      Source source,
      Optional<CustomerHistory> history,
      Prediction prediction,
      long micros) {
    return new LoggedPrediction(
        id,
        at,
        asked.customerId(),
        version.model(),
        version.number(),
        arm.name(),
        source.name(),
        history,
        Optional.of(
            new LoggedPrediction.Output(
                prediction.probabilityAlive(), prediction.expectedSpend(), prediction.horizons())),
        micros,
        OK,
        LoggedPrediction.EACH);
  }

  private static long micros(long startNanos) {
    return Math.max(0, (System.nanoTime() - startNanos) / 1_000);
  }
}
