package perennial.admin.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perennial.admin.deploy.PromotePage.Check;
import perennial.admin.model.Comparison;
import perennial.admin.model.Dossier;
import perennial.admin.page.Formats;
import perennial.evaluation.CalibrationGroup;
import perennial.evaluation.FitReport;
import perennial.evaluation.HoldoutReport;
import perennial.registry.retraining.GateResult.Outcome;

/** The questions that are asked of every candidate, each with its evidence. */
final class Checks {
  private static final double LARGEST_BIAS = 0.10;
  private static final double LARGEST_RATIO = 1.25;
  private static final long ENOUGH = 200;

  private Checks() {}

  static List<Check> of(Candidate candidate) {
    List<Check> checks = new ArrayList<>();
    checks.add(artifact(candidate));
    checks.add(converged(candidate.dossier()));
    Optional<HoldoutReport> holdout = candidate.dossier().report().holdout();
    if (holdout.isEmpty() || !enough(holdout.get())) {
      String evidence =
          holdout
              .map(Checks::size)
              .orElse(
                  candidate.dossier().report().registered().spend().fixed()
                      ? "no holdout: it was fitted to counts of customers"
                      : "no holdout: train with --holdout-days to judge it");
      checks.add(check("unknown", "Holdout measures", evidence));
    } else {
      checks.add(baselines(holdout.get()));
      checks.add(bias(holdout.get()));
      checks.add(calibration(holdout.get()));
    }
    if (candidate.comparison() != null) {
      Comparison comparison = candidate.comparison();
      checks.add(
          candidate.same().map(s -> champion(comparison, s)).orElseGet(() -> champion(comparison)));
    }
    return checks;
  }

  static boolean enough(HoldoutReport h) {
    return h.customers() >= ENOUGH && h.actualPurchases() >= ENOUGH;
  }

  private static String size(HoldoutReport h) {
    return "%s and %s held out; %d of each are needed"
        .formatted(
            Formats.count(h.customers(), "customer", "customers"),
            Formats.count(h.actualPurchases(), "purchase", "purchases"),
            ENOUGH);
  }

  private static Check artifact(Candidate c) {
    return c.damage()
        .map(damage -> check("fail", "Artifact intact", damage))
        .orElseGet(() ->
            check(
                "pass",
                "Artifact intact",
                "SHA-256 verified just now, %s, %s"
                    .formatted(
                        Formats.bytes(c.dossier().version().artifactBytes()),
                        Formats.count(c.goldens(), "golden prediction", "golden predictions"))));
  }

  private static Check converged(Dossier d) {
    FitReport fit = d.report().registered();
    boolean good = fit.converged() && fit.spend().converged();
    boolean errors = !fit.standardErrors().isEmpty();
    String evidence =
        "gradient norm %s%s"
            .formatted(
                Formats.scientific(fit.gradientNorm()), errors ? "" : ", no standard errors");
    return check(good ? errors ? "pass" : "warn" : "fail", "Fit converged", evidence);
  }

  private static Check baselines(HoldoutReport h) {
    long beaten = h.baselines().values().stream().filter(b -> h.model().mae() < b.mae()).count();
    int all = h.baselines().size();
    double best =
        h.baselines().values().stream().mapToDouble(b -> b.mae()).min().orElse(Double.NaN);
    return check(
        all == 0 ? "unknown" : beaten == all ? "pass" : beaten == 0 ? "fail" : "warn",
        "Better than baselines",
        all == 0
            ? "the report has none"
            : "MAE %s; the best of %d baselines has %s"
                .formatted(Formats.decimal(h.model().mae(), 4), all, Formats.decimal(best, 4)));
  }

  private static Check bias(HoldoutReport h) {
    double off = h.model().predictedPurchases() / h.actualPurchases() - 1;
    return check(
        Math.abs(off) <= LARGEST_BIAS ? "pass" : "warn",
        "Total within " + Formats.percent(LARGEST_BIAS),
        "predicted %s purchases, %s were made (%s)"
            .formatted(
                Formats.count(Math.round(h.model().predictedPurchases())),
                Formats.count(h.actualPurchases()),
                Formats.signedPercent(off)));
  }

  /** The best customers are most of the value: their decile has to be right. */
  private static Check calibration(HoldoutReport h) {
    if (h.byDecile().isEmpty() || h.byDecile().getLast().meanActual() <= 0) {
      return check("unknown", "Best decile calibrated", "no purchases in it");
    }
    CalibrationGroup top = h.byDecile().getLast();
    double ratio = top.meanPredicted() / top.meanActual();
    return check(
        ratio <= LARGEST_RATIO && ratio >= 1 / LARGEST_RATIO ? "pass" : "warn",
        "Best decile calibrated",
        "predicted / actual %s, limit %s"
            .formatted(Formats.decimal(ratio, 2), Formats.decimal(LARGEST_RATIO, 2)));
  }

  /** By the gate, which knows both on the same customers. */
  private static Check champion(Comparison c, SameCustomers same) {
    return check(
        same.outcome() == Outcome.PASSED ? "pass" : "fail",
        "No worse than champion " + c.left(),
        same.answer(c.left()));
  }

  private static Check champion(Comparison c) {
    if (!c.comparable()) {
      return check("unknown", "Better than champion " + c.left(), c.why());
    }
    String state = c.worse() == 0 ? "pass" : c.better() == 0 ? "fail" : "warn";
    return check(state, "No worse than champion " + c.left(), c.verdict());
  }

  private static Check check(String state, String name, String evidence) {
    String word =
        switch (state) {
          case "pass" -> "pass";
          case "warn" -> "look";
          case "fail" -> "fail";
          default -> "unknown";
        };
    return new Check(state, word, name, evidence);
  }
}
