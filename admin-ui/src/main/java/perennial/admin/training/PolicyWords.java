package perennial.admin.training;

import perennial.admin.page.Formats;
import perennial.registry.retraining.Policy;

/** A policy in a sentence. */
final class PolicyWords {
  private PolicyWords() {}

  static String of(Policy p) {
    String schedule =
        p.everyDays() == 0
            ? "Never on a schedule"
            : p.everyDays() == 1 ? "Every day" : "Every %d days".formatted(p.everyDays());
    String alerts =
        p.onAlert()
            ? "; by alerts at most %s in 24 hours, %d h apart"
                .formatted(Formats.count(p.dailyBudget(), "run", "runs"), p.coolDownHours())
            : "; not by alerts";
    String own = own(LimitFields.of(RunSettings.object(p.settings())).own());
    return schedule + alerts + ". " + then(p) + (own.isEmpty() ? "" : " " + own + ".");
  }

  /** That a policy has limits of its own; empty when it has none. */
  static String own(long limits) {
    return limits == 0
        ? ""
        : Formats.count(limits, "limit of the gates is", "limits of the gates are") + " its own";
  }

  private static String then(Policy p) {
    return switch (p.then()) {
      case NOTHING -> "What passes every gate stays registered.";
      case SHADOW -> "What passes every gate becomes shadow.";
      case CHALLENGER ->
          "What passes every gate becomes challenger for %s of the customers."
              .formatted(Formats.percent(p.challengerShare()));
      case PROMOTE -> "What passes every gate becomes champion without a person.";
    };
  }
}
