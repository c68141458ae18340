package perennial.admin.playground;

import io.micronaut.http.HttpParameters;

/**
 * The form as typed.
 *
 * @param by {@code history} or {@code id}
 */
public record Fields(
    String by,
    String repeatPurchases,
    String recency,
    String age,
    String meanSpend,
    String covariates,
    String group,
    String customerId,
    String model,
    String version,
    String horizons,
    String level,
    String rate,
    String margin) {
  private static final int LONGEST = 2_000;

  /** What the address says; a customer of five repeat purchases where it says nothing. */
  static Fields of(HttpParameters given) {
    return new Fields(
        text(given, "by", "history").equals("id") ? "id" : "history",
        text(given, "repeat_purchases", "5"),
        text(given, "recency", "200"),
        text(given, "age", "300"),
        text(given, "mean_spend", "45.50"),
        text(given, "covariates", ""),
        text(given, "group", ""),
        text(given, "customer_id", ""),
        text(given, "model", ""),
        text(given, "version", ""),
        text(given, "horizon_days", "90, 365"),
        text(given, "interval_level", "0.9"),
        text(given, "annual_discount_rate", ""),
        text(given, "margin", ""));
  }

  private static String text(HttpParameters given, String name, String otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : value.substring(0, Math.min(LONGEST, value.length()));
  }

  Fields withModel(String name) {
    return new Fields(
        by,
        repeatPurchases,
        recency,
        age,
        meanSpend,
        covariates,
        group,
        customerId,
        name,
        version,
        horizons,
        level,
        rate,
        margin);
  }
}
