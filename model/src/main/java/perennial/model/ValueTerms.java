package perennial.model;

import java.util.regex.Pattern;

/**
 * The terms that money is stated in.
 *
 * @param currency ISO 4217 code, three capital letters
 * @param annualDiscountRate effective rate over 365 days, in {@code [0, 10]}; 0.10 is 10 %
 * @param margin share of net value that counts, in {@code (0, 1]}; at 1 value is revenue
 */
public record ValueTerms(String currency, double annualDiscountRate, double margin) {
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  public ValueTerms {
    if (!CODE.matcher(currency).matches()) {
      throw new IllegalArgumentException(
          "currency '%s' must be an ISO 4217 code such as USD".formatted(currency));
    }
    if (!(0 <= annualDiscountRate && annualDiscountRate <= 10)) {
      throw new IllegalArgumentException(
          "annual discount rate %s must be in [0, 10]".formatted(annualDiscountRate));
    }
    if (!(0 < margin && margin <= 1)) {
      throw new IllegalArgumentException("margin %s must be in (0, 1]".formatted(margin));
    }
  }

  /** The continuous discount rate per day, {@code ln(1 + annual rate) / 365}. */
  public double dailyRate() {
    return Math.log1p(annualDiscountRate) / 365;
  }
}
