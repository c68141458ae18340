package perennial.admin.deploy;

import java.util.List;
import java.util.Optional;
import perennial.admin.gates.GateFigures;
import perennial.admin.page.Formats;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;

/**
 * Candidate and champion judged on the same held-out customers, as the worker's {@code holdout}
 * gate did: the one fair comparison where the two versions had different holdouts of their own.
 *
 * @param mae mean absolute error of the candidate, purchases a customer
 * @param championMae the champion's
 * @param low end of the 95 % interval of candidate minus champion
 * @param championSaw whether the champion was fitted on some of these days
 */
record SameCustomers(
    Outcome outcome,
    long customers,
    int days,
    double mae,
    double championMae,
    double low,
    double high,
    boolean championSaw) {
  /** Changes below this share of the champion's error count as none, as in every comparison. */
  private static final double SAME = 0.005;

  /** Empty where the gate was not run, or could not compare the two. */
  static Optional<SameCustomers> of(List<GateResult> gates) {
    return gates.stream()
        .filter(g -> g.gate().equals("holdout") && g.outcome() != Outcome.NOT_ENOUGH_DATA)
        .findFirst()
        .flatMap(SameCustomers::of);
  }

  private static Optional<SameCustomers> of(GateResult gate) {
    GateFigures f = GateFigures.of(gate);
    Double customers = f.number("customers");
    Double days = f.number("days");
    Double mae = f.number("mae");
    Double championMae = f.number("championMae");
    Double low = f.number("low");
    Double high = f.number("high");
    if (customers == null
        || days == null
        || mae == null
        || championMae == null
        || low == null
        || high == null) {
      return Optional.empty(); // there was no champion, or its error is no number
    }
    return Optional.of(
        new SameCustomers(
            gate.outcome(),
            Math.round(customers),
            (int) Math.round(days),
            mae,
            championMae,
            low,
            high,
            f.is("championSawHoldout")));
  }

  private double difference() {
    return mae - championMae;
  }

  /** As the end of a question, such as {@code As good as v1 on the same 16,632 customers}. */
  String answer(String champion) {
    return "%s %s on the same %s"
        .formatted(rank(), champion, Formats.count(customers, "customer", "customers"));
  }

  private String rank() {
    boolean beyondChance = low > 0 || high < 0;
    if (!beyondChance || Math.abs(difference()) < SAME * championMae) {
      return "As good as";
    }
    return difference() < 0 ? "More accurate than" : "Less accurate than";
  }

  /** Both errors with the interval of their difference. */
  String figures(String candidate, String champion) {
    return "Mean absolute error over the same %s: %s %s, %s %s purchases a customer; difference %s, 95\u00a0%% interval %s to %s.%s"
        .formatted(
            Formats.count(days, "day", "days"),
            candidate,
            Formats.decimal(mae, 4),
            champion,
            Formats.decimal(championMae, 4),
            Formats.signed(difference(), 4),
            Formats.signed(low, 4),
            Formats.signed(high, 4),
            championSaw
                ? " %s was fitted on some of these days, which favours it.".formatted(champion)
                : "");
  }
}
