package perennial.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.model.Interval;
import perennial.model.Prediction;
import perennial.model.Uncertainty;

/** A prediction as the JSON API writes it: the fields of the gRPC message, under the same names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "p_alive",
  "expected_spend",
  "spend_interval",
  "expected_spend_interval",
  "horizons"
})
record PredictionJson(
    @JsonProperty("p_alive") double probabilityAlive,
    @JsonProperty("expected_spend") double expectedSpend,
    @JsonProperty("spend_interval") @Nullable Interval spendInterval,
    @JsonProperty("expected_spend_interval") @Nullable Interval expectedSpendInterval,
    List<Horizon> horizons) {

  /** Within one horizon. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({
    "horizon_days",
    "expected_purchases",
    "clv",
    "purchases_interval",
    "clv_interval",
    "expected_purchases_interval",
    "expected_clv_interval"
  })
  record Horizon(
      @JsonProperty("horizon_days") int days,
      @JsonProperty("expected_purchases") double expectedPurchases,
      double clv,
      @JsonProperty("purchases_interval") @Nullable Interval purchasesInterval,
      @JsonProperty("clv_interval") @Nullable Interval clvInterval,
      @JsonProperty("expected_purchases_interval") @Nullable Interval expectedPurchasesInterval,
      @JsonProperty("expected_clv_interval") @Nullable Interval expectedClvInterval) {}

  static PredictionJson of(Prediction prediction) {
    return new PredictionJson(
        prediction.probabilityAlive(),
        prediction.expectedSpend(),
        predictive(prediction.spendUncertainty()),
        expectation(prediction.spendUncertainty()),
        prediction.horizons().stream()
            .map(h ->
                new Horizon(
                    h.horizonDays(),
                    h.expectedPurchases(),
                    h.clv(),
                    predictive(h.purchasesUncertainty()),
                    predictive(h.clvUncertainty()),
                    expectation(h.purchasesUncertainty()),
                    expectation(h.clvUncertainty())))
            .toList());
  }

  private static @Nullable Interval predictive(Optional<Uncertainty> uncertainty) {
    return uncertainty.map(Uncertainty::predictive).orElse(null);
  }

  private static @Nullable Interval expectation(Optional<Uncertainty> uncertainty) {
    return uncertainty.flatMap(Uncertainty::mean).orElse(null);
  }
}
