package perennial.server.rollout;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.registry.Deployment;
import perennial.server.TestModels;
import perennial.server.serving.Answer;
import perennial.server.serving.Arm;
import perennial.server.serving.Asked;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.RequestedTerms;
import perennial.server.serving.ServedModel;
import perennial.server.serving.ServedVersion;
import perennial.server.serving.Source;
import perennial.uncertainty.PredictionIntervals;

/** Served models of champion v1, challenger v2 and shadow v3, and requests that reached them. */
final class Arms {
  static final PredictionQuery QUERY =
      new PredictionQuery("retail", Horizons.ofDays(30, 365), 0, RequestedTerms.NONE);
  private static final ServedVersion CHAMPION = version(1);
  private static final ServedVersion CHALLENGER = version(2);
  private static final ServedVersion SHADOW = version(3);

  private Arms() {}

  static ServedModel served(Deployment deployment) {
    return new ServedModel(
        deployment,
        CHAMPION,
        deployment.challengerVersion().isPresent() ? Optional.of(CHALLENGER) : Optional.empty(),
        deployment.shadowVersion().isPresent() ? Optional.of(SHADOW) : Optional.empty());
  }

  static ServedModel withShadow() {
    return served(
        new Deployment(
            "retail",
            1,
            1,
            OptionalLong.of(2),
            0.5,
            OptionalLong.of(3),
            "ana",
            "test",
            Instant.parse("2026-07-01T10:00:00Z")));
  }

  static Asked asked(ServedModel served, CustomerHistory history) {
    return new Asked(
        served,
        QUERY,
        Optional.of(history),
        Optional.empty(),
        LocalDate.of(2026, 7, 1),
        System.nanoTime(),
        System.nanoTime());
  }

  static Answer answer(Asked asked, Arm arm) {
    ServedVersion version = asked.served().version(arm);
    return new Answer(
        version,
        arm,
        Source.INDIVIDUAL,
        version.predict(asked.given().orElseThrow(), QUERY.horizons(), 0),
        version.clvModel().terms(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  private static ServedVersion version(long number) {
    BtydModel model = TestModels.model(number);
    return new ServedVersion(
        "retail", number, "ab".repeat(32), model, PredictionIntervals.of(model), number);
  }
}
