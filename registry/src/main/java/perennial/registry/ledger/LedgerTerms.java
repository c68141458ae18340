package perennial.registry.ledger;

import java.time.ZoneId;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * What holds for a whole ledger, from its first event on.
 *
 * @param timeZone of its days
 * @param currency of its amounts, ISO 4217
 */
public record LedgerTerms(ZoneId timeZone, String currency) {
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  public LedgerTerms {
    if (!CODE.matcher(currency).matches()) {
      throw new IllegalArgumentException(
          "ledger currency '%s' must be an ISO 4217 code such as USD".formatted(currency));
    }
  }

  /**
   * @throws IllegalArgumentException when the currency only looks like a code of ISO 4217
   */
  void requireKnownCurrency() {
    if (Currency.getAvailableCurrencies().stream()
        .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
      throw new IllegalArgumentException(
          "ledger currency '%s' is none of ISO 4217, such as USD".formatted(currency));
    }
  }
}
