package perennial.registry.retraining;

import java.util.Set;

/**
 * What a model's retraining may do by itself.
 *
 * @param everyDays a scheduled run each so many days; 0 for none
 * @param onAlert whether alerts may start a run
 * @param dailyBudget the most runs that alerts may start in 24 hours
 * @param coolDownHours after a run that an alert started, before the next such run
 * @param then what becomes of a version that passed every gate
 * @param challengerShare for {@code CHALLENGER}, in (0, 1]
 * @param settings of the runs, a flat JSON object by {@link #RUN_SETTINGS}, and limits of the gates
 *     by {@link GateSetting#policyName}; looked at when a policy is set
 */
public record Policy(
    int everyDays,
    boolean onAlert,
    int dailyBudget,
    int coolDownHours,
    Then then,
    double challengerShare,
    String settings) {

  public static final int MOST_DAYS = 3_650;
  public static final int MOST_BUDGET = 1_000;
  public static final int MOST_COOL_DOWN_HOURS = 24 * 365;

  /**
   * @throws IllegalArgumentException naming the field and its value
   */
  public Policy {
    require("every_days", everyDays, MOST_DAYS);
    require("daily_budget", dailyBudget, MOST_BUDGET);
    require("cool_down_hours", coolDownHours, MOST_COOL_DOWN_HOURS);
    if (!(0 < challengerShare && challengerShare <= 1)) { // also rejects NaN
      throw new IllegalArgumentException(
          "challenger_share %s must be in (0, 1]".formatted(challengerShare));
    }
  }

  private static void require(String field, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("%s %d must be in [0, %d]".formatted(field, value, most));
    }
  }

  /** Weekly and by alert; the outcome becomes a challenger for a tenth of the customers. */
  public static final Policy DEFAULT = new Policy(7, true, 2, 24, Then.CHALLENGER, 0.1, "{}");

  /**
   * What a run can be told, by the command-line names of {@code perennial fit}; {@code refit} is
   * true or false.
   */
  public static final Set<String> RUN_SETTINGS =
      Set.of(
          "amount-column",
          "annual-discount-rate",
          "covariate-columns",
          "covariate-penalty",
          "covariates-file",
          "currency",
          "customer-column",
          "date-column",
          "date-format",
          "equal-covariates",
          "family",
          "holdout-days",
          "k",
          "margin",
          "memory-limit",
          "observation-end",
          "order-column",
          "pool-by",
          "price-column",
          "quantity-column",
          "refit",
          "seed",
          "spend-covariates",
          "spend-model",
          "spend-orders",
          "time-unit",
          "time-zone",
          "transactions");

  public enum Then {
    /** It stays registered. */
    NOTHING,
    SHADOW,
    CHALLENGER,
    /** It becomes champion without a person. */
    PROMOTE
  }
}
