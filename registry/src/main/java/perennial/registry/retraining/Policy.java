package perennial.registry.retraining;

/**
 * What a model's retraining may do by itself.
 *
 * @param everyDays a scheduled run each so many days; 0 for none
 * @param onAlert whether alerts may start a run
 * @param dailyBudget the most runs that alerts may start in 24 hours
 * @param coolDownHours after a run that an alert started, before the next such run
 * @param then what becomes of a version that passed every gate
 * @param challengerShare for {@code CHALLENGER}, in (0, 1]
 * @param settings of the runs, a JSON object by command-line names
 */
public record Policy(
    int everyDays,
    boolean onAlert,
    int dailyBudget,
    int coolDownHours,
    Then then,
    double challengerShare,
    String settings) {

  /**
   * @throws IllegalArgumentException naming the field and its value
   */
  public Policy {
    require("every_days", everyDays, 3_650);
    require("daily_budget", dailyBudget, 1_000);
    require("cool_down_hours", coolDownHours, 24 * 365);
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

  public enum Then {
    /** It stays registered. */
    NOTHING,
    SHADOW,
    CHALLENGER,
    /** It becomes champion without a person. */
    PROMOTE
  }
}
