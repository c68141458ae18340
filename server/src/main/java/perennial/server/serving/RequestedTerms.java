package perennial.server.serving;

import java.util.OptionalDouble;
import perennial.model.ValueTerms;

/**
 * Terms that a request asks for; what is absent is the version's own.
 *
 * @param annualDiscountRate effective, in {@code [0, 10]}
 * @param margin in {@code (0, 1]}
 * @param currency ISO 4217, which must be the version's; empty for that
 */
public record RequestedTerms(
    OptionalDouble annualDiscountRate, OptionalDouble margin, String currency) {
  /** The version's own terms. */
  public static final RequestedTerms NONE =
      new RequestedTerms(OptionalDouble.empty(), OptionalDouble.empty(), "");

  /** The same, with this rate where none is asked for. */
  RequestedTerms withDefaultRate(OptionalDouble rate) {
    return annualDiscountRate.isPresent() || rate.isEmpty()
        ? this
        : new RequestedTerms(rate, margin, currency);
  }

  /**
   * The terms to answer in.
   *
   * @param version the terms of the version that answers
   * @throws InvalidRequest naming the field, for a value out of its domain or another currency
   */
  public ValueTerms over(ValueTerms version) {
    if (this == NONE) {
      return version;
    }
    if (!currency.isEmpty() && !currency.equals(version.currency())) {
      throw InvalidRequest.of(
          "terms.currency",
          "'%s' is not the version's, which is %s; nothing is converted"
              .formatted(currency, version.currency()));
    }
    double rate = annualDiscountRate.orElse(version.annualDiscountRate());
    double share = margin.orElse(version.margin());
    if (!(0 <= rate && rate <= 10)) {
      throw InvalidRequest.of("terms.annual_discount_rate", rate + " must be in [0, 10]");
    }
    if (!(0 < share && share <= 1)) {
      throw InvalidRequest.of("terms.margin", share + " must be in (0, 1]");
    }
    return rate == version.annualDiscountRate() && share == version.margin()
        ? version
        : new ValueTerms(version.currency(), rate, share);
  }
}
