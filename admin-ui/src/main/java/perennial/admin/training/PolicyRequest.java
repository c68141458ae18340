package perennial.admin.training;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import perennial.admin.session.Form;
import perennial.admin.session.Reason;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.Policy.Then;

/** A policy as typed. */
record PolicyRequest(
    String everyDays,
    boolean onAlert,
    String dailyBudget,
    String coolDownHours,
    String then,
    String percent,
    RunSettings settings,
    String reason) {

  static PolicyRequest of(Form form, Policy before) {
    return new PolicyRequest(
        form.text("every-days").strip(),
        !form.text("on-alert").isEmpty(),
        form.text("daily-budget").strip(),
        form.text("cool-down-hours").strip(),
        form.text("then").strip(),
        form.text("percent").strip(),
        RunSettings.of(form, before.settings()),
        Reason.of(form).text());
  }

  static PolicyRequest of(Policy p) {
    return new PolicyRequest(
        Integer.toString(p.everyDays()),
        p.onAlert(),
        Integer.toString(p.dailyBudget()),
        Integer.toString(p.coolDownHours()),
        p.then().name().toLowerCase(Locale.ROOT),
        BigDecimal.valueOf(p.challengerShare())
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString(),
        RunSettings.of(p.settings()),
        "");
  }

  Optional<String> error() {
    return number("Days between runs", everyDays, 0, 365)
        .or(() -> number("Runs by alerts in 24 hours", dailyBudget, 0, 100))
        .or(() -> number("Hours between runs by alerts", coolDownHours, 0, 8760))
        .or(() ->
            thenOf().isEmpty()
                ? Optional.of("Say what becomes of a version that passes.")
                : Optional.empty())
        .or(() ->
            share().isEmpty()
                ? Optional.of(
                    "The share must be more than 0 and at most 100 percent, not '%s'."
                        .formatted(percent))
                : Optional.empty())
        .or(settings::error)
        .or(() -> new Reason(reason).error());
  }

  private static Optional<String> number(String what, String typed, int least, int most) {
    boolean good =
        typed.matches("\\d{1,5}")
            && Integer.parseInt(typed) >= least
            && Integer.parseInt(typed) <= most;
    return good
        ? Optional.empty()
        : Optional.of(
            "%s must be a whole number from %d to %d, not '%s'."
                .formatted(what, least, most, typed));
  }

  private Optional<Then> thenOf() {
    for (Then t : Then.values()) {
      if (t.name().toLowerCase(Locale.ROOT).equals(then)) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  private Optional<Double> share() {
    try {
      double share = new BigDecimal(percent.replace(',', '.')).movePointLeft(2).doubleValue();
      return 0 < share && share <= 1 ? Optional.of(share) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Call after {@link #error}. */
  Policy policy() {
    return new Policy(
        Integer.parseInt(everyDays),
        onAlert,
        Integer.parseInt(dailyBudget),
        Integer.parseInt(coolDownHours),
        thenOf().orElseThrow(),
        share().orElseThrow(),
        settings.json());
  }
}
