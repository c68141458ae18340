package perennial.trainer.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import perennial.evaluation.CovariateReport;
import perennial.evaluation.PoolingReport;
import perennial.evaluation.SpendDependence;
import perennial.fitting.Coefficient;
import perennial.fitting.Correlation;
import perennial.fitting.LikelihoodRatio;

/** What makes a model depend on the customer, as {@code fit} and {@code train} tell people. */
final class EffectsText {
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private EffectsText() {}

  static String of(CovariateReport report) {
    EffectsText t = new EffectsText();
    t.line("the parameters are those of a customer whose covariates are 0; what covariates add:");
    t.coefficients(report.coefficients());
    t.line("against no covariates: " + test(report.againstNone()));
    report
        .equality()
        .ifPresent(equality ->
            t.line(
                "equal coefficients of %s against free ones: %s"
                    .formatted(String.join(", ", report.equal()), test(equality))));
    if (report.penalty() > 0) {
      t.line(
          "penalty %s%s: coefficients are shrunk, and so are their standard errors"
              .formatted(
                  plain(report.penalty()), report.crossValidated() ? ", by cross-validation" : ""));
    } else if (report.crossValidated()) {
      t.line("penalty 0, by cross-validation");
    }
    return t.text.toString();
  }

  static String of(PoolingReport report) {
    EffectsText t = new EffectsText();
    t.line(
        "the parameters are those of the middle of %d groups by %s:"
            .formatted(report.groups().size(), report.column()));
    List<String> names = List.copyOf(report.spread().keySet());
    Table table = Table.of("lr" + "r".repeat(names.size()));
    String[] header = new String[names.size() + 2];
    header[0] = report.column();
    header[1] = "customers";
    String[] spread = new String[names.size() + 2];
    spread[0] = "spread of the logarithm";
    spread[1] = "";
    for (int i = 0; i < names.size(); i++) {
      header[i + 2] = names.get(i);
      spread[i + 2] = fixed(report.spread().getOrDefault(names.get(i), 0.0), 3);
    }
    table.row(header);
    for (PoolingReport.Group group : report.groups()) {
      String[] row = new String[names.size() + 2];
      row[0] = group.name();
      row[1] = String.format(Locale.ROOT, "%,d", group.customers());
      int i = 2;
      for (Map.Entry<String, Double> parameter : group.parameters().entrySet()) {
        row[i++] = fixed(parameter.getValue(), 4);
      }
      table.row(row);
    }
    table.row(spread);
    t.text.append(table.text(INDENT));
    t.line("against one set of parameters: " + test(report.againstOne()));
    return t.text.toString();
  }

  static String of(Correlation correlation) {
    EffectsText t = new EffectsText();
    t.line(
        "Pearson %s (p %s), Spearman %s (p %s)"
            .formatted(
                fixed(correlation.pearson(), 3),
                probability(correlation.pearsonP()),
                fixed(correlation.spearman(), 3),
                probability(correlation.spearmanP())));
    return t.text.toString();
  }

  static String of(SpendDependence dependence) {
    EffectsText t = new EffectsText();
    t.line(
        "%s: spend that goes with %s (%s)"
            .formatted(
                dependence.used() ? "used instead" : "not used",
                String.join(
                    ", ", dependence.coefficients().stream().map(Coefficient::name).toList()),
                dependence.reason()));
    Table table = Table.of("lrl");
    for (String name : List.of("p", "q", "gamma")) {
      Double error = dependence.standardErrors().get(name);
      table.row(
          name,
          fixed(dependence.parameters().getOrDefault(name, 0.0), 6),
          error == null ? "" : "± " + fixed(error, 6));
    }
    t.text.append(table.text(INDENT));
    t.coefficients(dependence.coefficients());
    t.line(
        "log-likelihood %s, against independent: %s%s"
            .formatted(
                fixed(dependence.logLikelihood(), 4),
                test(dependence.againstIndependent()),
                dependence.converged() ? "" : "   NOT CONVERGED"));
    dependence.warnings().forEach(warning -> t.line("warning: " + warning));
    return t.text.toString();
  }

  private void coefficients(List<Coefficient> coefficients) {
    Table table = Table.of("llrrrr");
    table.row("", "", "estimate", "SE", "z", "p");
    for (Coefficient c : coefficients) {
      table.row(
          c.part(),
          c.name(),
          fixed(c.estimate(), 4),
          c.test().map(w -> fixed(w.standardError(), 4)).orElse(""),
          c.test().map(w -> fixed(w.z(), 2)).orElse(""),
          c.test().map(w -> probability(w.p())).orElse(""));
    }
    text.append(table.text(INDENT));
  }

  private static String test(LikelihoodRatio test) {
    return "log-likelihood %s, chi-squared %s on %d degrees of freedom, p %s"
        .formatted(
            fixed(test.logLikelihood(), 4),
            fixed(test.statistic(), 3),
            test.degreesOfFreedom(),
            probability(test.p()));
  }

  /** Four digits; powers of ten where those would be 0. */
  static String probability(double p) {
    return p != 0 && p < 5e-4 ? String.format(Locale.ROOT, "%.1e", p) : fixed(p, 4);
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private void line(String line) {
    text.append(INDENT).append(line).append('\n');
  }

  private static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
