package perennial.registry;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import perennial.registry.retraining.Policy;

/** Retraining policies, within the caller's transaction. */
final class PolicyTable {
  private PolicyTable() {}

  static Optional<Policy> policy(Handle handle, String model) {
    return handle
        .createQuery(
            """
            SELECT every_days, on_alert, daily_budget, cool_down_hours, outcome, challenger_share,
                   settings
            FROM retraining_policies WHERE model = :model
            """)
        .bind("model", model)
        .map((row, context) ->
            new Policy(
                row.getInt("every_days"),
                row.getBoolean("on_alert"),
                row.getInt("daily_budget"),
                row.getInt("cool_down_hours"),
                Policy.Then.valueOf(row.getString("outcome")),
                row.getDouble("challenger_share"),
                row.getString("settings")))
        .findOne();
  }

  static void put(Handle handle, String model, Policy policy, String actor) {
    handle
        .createUpdate(
            """
            INSERT INTO retraining_policies (model, every_days, on_alert, daily_budget,
                                             cool_down_hours, outcome, challenger_share, settings,
                                             set_by)
            VALUES (:model, :everyDays, :onAlert, :dailyBudget, :coolDownHours, :outcome, :share,
                    :settings::json, :actor)
            ON CONFLICT (model) DO UPDATE
            SET every_days = EXCLUDED.every_days, on_alert = EXCLUDED.on_alert,
                daily_budget = EXCLUDED.daily_budget,
                cool_down_hours = EXCLUDED.cool_down_hours, outcome = EXCLUDED.outcome,
                challenger_share = EXCLUDED.challenger_share, settings = EXCLUDED.settings,
                set_by = EXCLUDED.set_by, set_at = now()
            """)
        .bind("model", model)
        .bind("everyDays", policy.everyDays())
        .bind("onAlert", policy.onAlert())
        .bind("dailyBudget", policy.dailyBudget())
        .bind("coolDownHours", policy.coolDownHours())
        .bind("outcome", policy.then().name())
        .bind("share", policy.challengerShare())
        .bind("settings", policy.settings())
        .bind("actor", actor)
        .execute();
  }

  /** Such as {@code every 7 days, on alerts (2 a day, 24 h apart), then CHALLENGER at 10 %}. */
  static String inWords(Policy policy) {
    String schedule =
        policy.everyDays() == 0 ? "no schedule" : "every %d days".formatted(policy.everyDays());
    String alerts =
        policy.onAlert()
            ? "on alerts (%d a day, %d h apart)"
                .formatted(policy.dailyBudget(), policy.coolDownHours())
            : "not on alerts";
    String then =
        policy.then() == Policy.Then.CHALLENGER
            ? "CHALLENGER at %s".formatted(DeploymentRules.percent(policy.challengerShare()))
            : policy.then().name();
    return "%s, %s, then %s, settings %s".formatted(schedule, alerts, then, policy.settings());
  }
}
