package perennial.admin.playground;

import java.util.List;
import perennial.admin.page.Field;
import perennial.admin.page.FormErrors;

/**
 * The lines of the form, with what was typed into each and what is wrong with it.
 *
 * @param history of the customer
 * @param answer how it is to be answered, beside the model
 */
public record Lines(
    List<Field> history, Field covariates, Field group, Field customerId, List<Field> answer) {
  private static final int NUMBER = 24;
  private static final int TEXT = 2_000;
  private static final int ID = 200;
  private static final String OWN = "the version’s";

  static Lines of(Fields f, FormErrors errors) {
    return new Lines(
        Field.judged(
            List.of(
                line("repeat_purchases", "Repeat purchases", "days", f.repeatPurchases()),
                line("recency", "Recency", "days, first to last", f.recency()),
                line("age", "Age", "days since the first", f.age()),
                line("mean_spend", "Mean spend", "per purchase", f.meanSpend())),
            errors),
        text("covariates", "Covariates", f.covariates(), TEXT, "name=1.5, other=0").judged(errors),
        text("group", "Group", f.group(), TEXT, "").judged(errors),
        text("customer_id", "Customer id", f.customerId(), ID, "").judged(errors),
        Field.judged(
            List.of(
                number("version", "Version", "", f.version(), "champion"),
                new Field(
                    "horizon_days",
                    "Horizons",
                    "days, with commas",
                    f.horizons(),
                    "text",
                    TEXT,
                    "365",
                    null),
                line("interval_level", "Interval level", "0 for none", f.level()),
                number(
                    "annual_discount_rate",
                    "Discount rate",
                    "a year; 0.1 is 10\u00a0%",
                    f.rate(),
                    OWN),
                number("margin", "Margin", "above 0, at most 1", f.margin(), OWN)),
            errors));
  }

  private static Field line(String name, String label, String hint, String typed) {
    return number(name, label, hint, typed, "");
  }

  private static Field number(String name, String label, String hint, String typed, String grey) {
    return new Field(name, label, hint, typed, "decimal", NUMBER, grey, null);
  }

  private static Field text(String name, String label, String typed, int length, String grey) {
    return new Field(name, label, "", typed, "text", length, grey, null);
  }
}
