package perennial.server.grpc;

import perennial.api.v1.HorizonPrediction;
import perennial.api.v1.Interval;
import perennial.api.v1.Prediction;
import perennial.model.Uncertainty;

/** Predictions as messages. */
final class PredictionMessages {
  private PredictionMessages() {}

  static Prediction of(perennial.model.Prediction predicted) {
    Prediction.Builder prediction =
        Prediction.newBuilder()
            .setProbabilityAlive(predicted.probabilityAlive())
            .setExpectedSpend(predicted.expectedSpend());
    for (perennial.model.HorizonPrediction horizon : predicted.horizons()) {
      prediction.addHorizons(horizon(horizon));
    }
    predicted
        .spendUncertainty()
        .ifPresent(spend -> {
          prediction.setSpendInterval(interval(spend.predictive()));
          spend.mean().ifPresent(mean -> prediction.setExpectedSpendInterval(interval(mean)));
        });
    return prediction.build();
  }

  private static HorizonPrediction horizon(perennial.model.HorizonPrediction predicted) {
    HorizonPrediction.Builder horizon =
        HorizonPrediction.newBuilder()
            .setHorizonDays(predicted.horizonDays())
            .setExpectedPurchases(predicted.expectedPurchases())
            .setClv(predicted.clv());
    predicted.purchasesUncertainty().ifPresent(u -> purchases(horizon, u));
    predicted.clvUncertainty().ifPresent(u -> clv(horizon, u));
    return horizon.build();
  }

  private static void purchases(HorizonPrediction.Builder horizon, Uncertainty uncertainty) {
    horizon.setPurchasesInterval(interval(uncertainty.predictive()));
    uncertainty.mean().ifPresent(mean -> horizon.setExpectedPurchasesInterval(interval(mean)));
  }

  private static void clv(HorizonPrediction.Builder horizon, Uncertainty uncertainty) {
    horizon.setClvInterval(interval(uncertainty.predictive()));
    uncertainty.mean().ifPresent(mean -> horizon.setExpectedClvInterval(interval(mean)));
  }

  private static Interval interval(perennial.model.Interval interval) {
    return Interval.newBuilder()
        .setLower(interval.lower())
        .setUpper(interval.upper())
        .setLevel(interval.level())
        .build();
  }
}
