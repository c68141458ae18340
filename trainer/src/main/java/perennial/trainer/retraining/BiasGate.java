package perennial.trainer.retraining;

import java.util.Locale;
import java.util.Optional;
import perennial.evaluation.HoldoutReport;
import perennial.evaluation.TrainingReport;
import perennial.model.IllegalHistory;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.PairedBias;
import perennial.monitoring.RelativeBias;
import perennial.registry.ModelVersion;
import perennial.registry.retraining.GateResult;

/**
 * Whether the purchases predicted of all customers in the holdout come to what they made. The mean
 * absolute error does not show a candidate that predicts too much of everybody, as who buys less is
 * off by less. Two limits, in either direction:
 *
 * <ul>
 *   <li>The bias is not proven to be beyond a bound: the end of its interval nearer to 0 is within.
 *       An interval wider than the bound on each side, twice, says too little.
 *   <li>It is not larger than the champion's by more than a margin: at the upper end of the
 *       difference's interval, on the same customers. A champion that was fitted on some of these
 *       days has hardly a bias on them; then its own holdout is what it is held against, and chance
 *       is left out.
 * </ul>
 */
final class BiasGate implements Gate {
  private static final double MOST_NOISE = 2;

  @Override
  public String name() {
    return "bias";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    Evidence evidence = Evidence.of(this, candidacy);
    Optional<Judged.Outcome> outcome = candidacy.judged().outcome();
    if (outcome.isEmpty()) {
      return evidence.cannotTell("the run had no holdout");
    }
    int customers = outcome.get().actual().length;
    evidence.with("customers", customers).with("days", outcome.get().window().holdoutDays());
    Optional<RelativeBias> found =
        RelativeBias.of(
            outcome.get().predicted(), outcome.get().actual(), MonitoringSettings.DEFAULT);
    if (found.isEmpty()) {
      return evidence.cannotTell("none of %d customers made a purchase", customers);
    }
    describe(evidence, found.get(), candidacy.limits());
    if (customers < candidacy.limits().minimumCustomers()
        || found.get().noise() > MOST_NOISE * candidacy.limits().bias()) {
      return evidence.cannotTell(
          "%s: too few to hold it against %.0f %%",
          words(found.get()), 100 * candidacy.limits().bias());
    }
    return judge(candidacy, outcome.get(), found.get(), evidence);
  }

  private static void describe(Evidence evidence, RelativeBias bias, GateLimits limits) {
    evidence
        .with("purchases", bias.actual())
        .with("bias", bias.bias())
        .with("low", bias.interval().lower())
        .with("high", bias.interval().upper())
        .with("limit", limits.bias())
        .with("margin", limits.biasMargin());
  }

  /**
   * What the champion has to say.
   *
   * @param larger by how much the candidate's bias is larger than the champion's, taken so that a
   *     margin can be held against it
   */
  private record Compared(double larger, String words) {}

  private static GateResult judge(
      Candidacy candidacy, Judged.Outcome outcome, RelativeBias own, Evidence evidence) {
    GateLimits limits = candidacy.limits();
    Compared compared;
    try {
      compared = compared(candidacy, outcome, own, evidence);
    } catch (IllegalHistory e) {
      return evidence.cannotTell(
          "the champion cannot predict these customers: %s", String.valueOf(e.getMessage()));
    }
    return evidence.passesIf(
        own.least() <= limits.bias() && compared.larger() <= limits.biasMargin(),
        "%s, limit %.0f %%; %s",
        words(own),
        100 * limits.bias(),
        compared.words());
  }

  private static Compared compared(
      Candidacy candidacy, Judged.Outcome outcome, RelativeBias own, Evidence evidence) {
    if (candidacy.champion().isEmpty()) {
      return new Compared(0, "there is no champion");
    }
    ModelVersion champion = candidacy.champion().get().version();
    boolean seen =
        champion.provenance().observationEnd().isAfter(outcome.window().observationEnd());
    evidence.with("championSawHoldout", seen);
    if (seen) {
      return candidacy
          .championReport()
          .flatMap(TrainingReport::holdout)
          .filter(holdout -> holdout.actualPurchases() > 0)
          .map(holdout -> onItsOwn(champion, holdout, own, candidacy.limits(), evidence))
          .orElseGet(() ->
              new Compared(
                  0,
                  "champion v%d was fitted on some of these days and has no holdout"
                      .formatted(champion.version())));
    }
    double[] other =
        candidacy.judged().predictedBy(SchemaGate.btyd(candidacy.champion().get().model()));
    PairedBias paired =
        PairedBias.of(outcome.predicted(), other, outcome.actual(), MonitoringSettings.DEFAULT)
            .orElseThrow();
    return onTheSame(champion, paired, candidacy.limits(), evidence);
  }

  private static Compared onTheSame(
      ModelVersion champion, PairedBias paired, GateLimits limits, Evidence evidence) {
    evidence
        .with("championBias", paired.other().bias())
        .with("difference", paired.difference())
        .with("differenceLow", paired.interval().lower())
        .with("differenceHigh", paired.interval().upper());
    return new Compared(
        paired.interval().upper(),
        String.format(
            Locale.ROOT,
            "champion v%d's is %+.1f %%; its size changes by %+.1f points, at most %+.1f, limit %+.1f",
            champion.version(),
            100 * paired.other().bias(),
            100 * paired.difference(),
            100 * paired.interval().upper(),
            100 * limits.biasMargin()));
  }

  private static Compared onItsOwn(
      ModelVersion champion,
      HoldoutReport holdout,
      RelativeBias own,
      GateLimits limits,
      Evidence evidence) {
    double bias = holdout.model().predictedPurchases() / holdout.actualPurchases() - 1;
    double larger = own.least() - Math.abs(bias);
    evidence.with("championBiasOnItsOwnHoldout", bias).with("largerBeyondChance", larger);
    return new Compared(
        larger,
        String.format(
            Locale.ROOT,
            "champion v%d was fitted on some of these days; on its own holdout it had %+.1f %%,"
                + " limit %.1f points more beyond chance",
            champion.version(),
            100 * bias,
            100 * limits.biasMargin()));
  }

  private static String words(RelativeBias bias) {
    return String.format(
        Locale.ROOT,
        "bias %+.1f %% of %,.0f purchases, 95 %% interval [%+.1f, %+.1f]",
        100 * bias.bias(),
        bias.actual(),
        100 * bias.interval().lower(),
        100 * bias.interval().upper());
  }
}
