package perennial.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import perennial.model.ValueTerms;
import perennial.server.serving.ServedVersion;

/** The version that answered and the terms of its numbers, as the gRPC message has them. */
@JsonPropertyOrder({
  "model",
  "version",
  "family",
  "currency",
  "annual_discount_rate",
  "margin",
  "observation_end"
})
record ServedByJson(
    String model,
    long version,
    String family,
    String currency,
    @JsonProperty("annual_discount_rate") double annualDiscountRate,
    double margin,
    @JsonProperty("observation_end") String observationEnd) {
  static ServedByJson of(ServedVersion version, ValueTerms terms) {
    return new ServedByJson(
        version.model(),
        version.number(),
        version.clvModel().family(),
        terms.currency(),
        terms.annualDiscountRate(),
        terms.margin(),
        version.clvModel().observationEnd().toString());
  }
}
