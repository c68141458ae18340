package perennial.admin.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import perennial.admin.page.FormErrors;
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
    double shareBefore,
    RunSettings settings,
    LimitFields limits,
    String reason) {

  static PolicyRequest of(Form form, Policy before) {
    return new PolicyRequest(
        form.text("every-days").strip(),
        !form.text("on-alert").isEmpty(),
        form.text("daily-budget").strip(),
        form.text("cool-down-hours").strip(),
        form.text("then").strip(),
        form.text("percent").strip(),
        before.challengerShare(),
        RunSettings.of(form, before.settings()),
        LimitFields.of(form),
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
        p.challengerShare(),
        RunSettings.of(p.settings()),
        LimitFields.of(RunSettings.object(p.settings())),
        "");
  }

  /** Everything that is wrong, in the order of the form. */
  FormErrors errors() {
    FormErrors when =
        FormErrors.NONE
            .with("every-days", number("Days between runs", everyDays, Policy.MOST_DAYS))
            .with(
                "daily-budget",
                number("Runs by alerts in 24 hours", dailyBudget, Policy.MOST_BUDGET))
            .with(
                "cool-down-hours",
                number("Hours between runs by alerts", coolDownHours, Policy.MOST_COOL_DOWN_HOURS));
    FormErrors what = settings.errors(when).with("then", thenError()).with("percent", shareError());
    return limits.errors(what).with("reason", new Reason(reason).error());
  }

  private static Optional<String> number(String what, String typed, int most) {
    boolean good = typed.matches("\\d{1,5}") && Integer.parseInt(typed) <= most;
    return good
        ? Optional.empty()
        : Optional.of(
            "%s must be a whole number from 0 to %d, not '%s'.".formatted(what, most, typed));
  }

  private Optional<String> thenError() {
    return thenOf().isEmpty()
        ? Optional.of("Say what becomes of a version that passes.")
        : Optional.empty();
  }

  /** A share is asked for only where one is given; else what is there stays. */
  private Optional<String> shareError() {
    return thenOf().filter(t -> t == Then.CHALLENGER).isPresent() && share().isEmpty()
        ? Optional.of(
            "The share must be more than 0 and at most 100 percent, not '%s'.".formatted(percent))
        : Optional.empty();
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

  /** Call after {@link #errors}. */
  Policy policy() {
    ObjectNode node = settings.node();
    limits.into(node);
    return new Policy(
        Integer.parseInt(everyDays),
        onAlert,
        Integer.parseInt(dailyBudget),
        Integer.parseInt(coolDownHours),
        thenOf().orElseThrow(),
        share().orElse(shareBefore),
        node.toString());
  }
}
