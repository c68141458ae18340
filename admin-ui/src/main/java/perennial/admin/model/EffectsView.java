package perennial.admin.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.VersionPage.CoefficientRow;
import perennial.admin.model.VersionPage.Coefficients;
import perennial.admin.model.VersionPage.GroupRow;
import perennial.admin.model.VersionPage.Groups;
import perennial.admin.page.Formats;
import perennial.evaluation.CovariateReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.PoolingReport;
import perennial.evaluation.SpendDependence;
import perennial.fitting.Coefficient;
import perennial.fitting.LikelihoodRatio;

/** What makes a version depend on the customer: covariates, groups, how spend goes with them. */
final class EffectsView {
  private EffectsView() {}

  /** Empty when the version has neither covariates nor spend that depends on the customer. */
  static @Nullable Coefficients coefficients(FitReport fit) {
    List<CoefficientRow> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    fit.covariates().ifPresent(report -> addPurchases(report, rows, notes));
    Optional<SpendDependence> spend = fit.spend().dependence();
    spend.ifPresent(dependence -> addSpend(dependence, rows, notes));
    return rows.isEmpty() && notes.isEmpty() ? null : new Coefficients(rows, notes);
  }

  private static void addPurchases(
      CovariateReport report, List<CoefficientRow> rows, List<String> notes) {
    report.coefficients().forEach(coefficient -> rows.add(row(coefficient)));
    notes.add(
        "The purchase parameters are those of a customer whose covariates are 0. Against no"
            + " covariates: "
            + test(report.againstNone()));
    report
        .equality()
        .ifPresent(equality ->
            notes.add(
                "Equal coefficients of %s against free ones: %s"
                    .formatted(String.join(", ", report.equal()), test(equality))));
    if (report.penalty() > 0) {
      notes.add(
          "Coefficients are shrunk with weight %s%s."
              .formatted(
                  Formats.significant(report.penalty()),
                  report.crossValidated() ? ", chosen by cross-validation" : ""));
    }
  }

  private static void addSpend(
      SpendDependence spend, List<CoefficientRow> rows, List<String> notes) {
    if (spend.used()) {
      spend.coefficients().forEach(coefficient -> rows.add(row(coefficient)));
      notes.add(
          "Spend depends on the customer (%s), with p %s, q %s and gamma %s. Against independent spend: %s"
              .formatted(
                  spend.reason(),
                  parameter(spend, "p"),
                  parameter(spend, "q"),
                  parameter(spend, "gamma"),
                  test(spend.againstIndependent())));
    } else {
      notes.add("Spend is independent of frequency: " + spend.reason() + ".");
    }
  }

  private static String parameter(SpendDependence spend, String name) {
    return Formats.significant(spend.parameters().getOrDefault(name, Double.NaN));
  }

  private static CoefficientRow row(Coefficient c) {
    Optional<Coefficient.Wald> test = c.test();
    return new CoefficientRow(
        c.name(),
        c.part(),
        Formats.signed(c.estimate(), 4),
        test.map(w -> Formats.decimal(w.standardError(), 4)).orElse("unknown"),
        test.map(w -> Formats.signed(w.z(), 2)).orElse(""),
        test.map(w -> probability(w.p())).orElse(""));
  }

  /** Empty without groups. */
  static @Nullable Groups groups(FitReport fit) {
    if (fit.pooling().isEmpty()) {
      return null;
    }
    PoolingReport report = fit.pooling().get();
    List<GroupRow> rows = new ArrayList<>();
    for (PoolingReport.Group group : report.groups()) {
      rows.add(
          new GroupRow(
              group.name(),
              Formats.count(group.customers()),
              group.parameters().values().stream().map(Formats::significant).toList()));
    }
    return new Groups(
        report.column(),
        List.copyOf(report.spread().keySet()),
        rows,
        report.spread().values().stream().map(s -> Formats.decimal(s, 3)).toList(),
        "The parameters above are those of the middle of the groups. Against one set for all: "
            + test(report.againstOne()));
  }

  private static String test(LikelihoodRatio test) {
    return "χ² %s on %d df, p %s."
        .formatted(
            Formats.decimal(test.statistic(), 2), test.degreesOfFreedom(), probability(test.p()));
  }

  private static String probability(double p) {
    return p < 1e-4 ? "< 0.0001" : Formats.decimal(p, 4);
  }
}
