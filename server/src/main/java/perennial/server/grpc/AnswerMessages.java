package perennial.server.grpc;

import java.time.Clock;
import perennial.api.v1.Answer;
import perennial.api.v1.Arm;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionSource;
import perennial.api.v1.ServedBy;
import perennial.model.ValueTerms;
import perennial.server.serving.ServedVersion;

/** Answers as messages: what was predicted, by whom and how. */
final class AnswerMessages {
  /** Of every history: made once. */
  private static final Answer BY_HISTORY =
      Answer.newBuilder().setSource(PredictionSource.INDIVIDUAL).setArm(Arm.CHAMPION).build();

  private final Clock clock;

  AnswerMessages(Clock clock) {
    this.clock = clock;
  }

  PredictResponse response(perennial.server.serving.Answer answer) {
    return PredictResponse.newBuilder()
        .setPrediction(PredictionMessages.of(answer.prediction()))
        .setServedBy(servedBy(answer.servedBy(), answer.terms()))
        .setAnswer(answer(answer))
        .build();
  }

  Answer answer(perennial.server.serving.Answer answer) {
    if (isPlain(answer)) {
      return BY_HISTORY;
    }
    Answer.Builder message =
        Answer.newBuilder()
            .setSource(source(answer.source()))
            .setArm(arm(answer.arm()))
            .setCohort(answer.cohort());
    answer.id().ifPresent(id -> message.setPredictionId(id.toString()));
    answer
        .state()
        .ifPresent(state ->
            message
                .setStateAsOf(Times.timestamp(state.lastEventAt()))
                .setStateCalculatedAt(Times.timestamp(state.calculatedAt())));
    return message.build();
  }

  private static boolean isPlain(perennial.server.serving.Answer answer) {
    return answer.source() == perennial.server.serving.Source.INDIVIDUAL
        && answer.arm() == perennial.server.serving.Arm.CHAMPION
        && answer.state().isEmpty()
        && answer.id().isEmpty();
  }

  ServedBy servedBy(ServedVersion version, ValueTerms terms) {
    return ServedBy.newBuilder()
        .setModel(version.model())
        .setVersion(version.number())
        .setFamily(version.clvModel().family())
        .setCurrency(terms.currency())
        .setAnnualDiscountRate(terms.annualDiscountRate())
        .setMargin(terms.margin())
        .setObservationEnd(version.clvModel().observationEnd().toString())
        .setCalculatedAt(Times.timestamp(clock.instant()))
        .build();
  }

  private static PredictionSource source(perennial.server.serving.Source source) {
    return switch (source) {
      case INDIVIDUAL -> PredictionSource.INDIVIDUAL;
      case COHORT -> PredictionSource.COHORT;
      case FALLBACK -> PredictionSource.FALLBACK;
    };
  }

  private static Arm arm(perennial.server.serving.Arm arm) {
    return switch (arm) {
      case CHAMPION -> Arm.CHAMPION;
      case CHALLENGER -> Arm.CHALLENGER;
      case SHADOW -> throw new IllegalArgumentException("a shadow answers nobody");
    };
  }
}
