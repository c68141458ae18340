package perennial.admin.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.CalibrationChart;
import perennial.admin.chart.IntervalPair;
import perennial.admin.chart.IntervalPair.Estimate;
import perennial.admin.chart.OverlayChart;
import perennial.admin.model.Comparison.FactRow;
import perennial.admin.model.Comparison.Measure;
import perennial.admin.model.Comparison.ParameterRow;
import perennial.admin.page.Formats;
import perennial.evaluation.FitReport;
import perennial.evaluation.HoldoutReport;
import perennial.evaluation.charts.VersionCharts;
import perennial.model.Provenance;
import perennial.monitoring.CalibrationDecile;

/** Compares two versions, and says when that cannot be done. */
public final class Comparer {
  private final Formats formats;

  public Comparer(Formats formats) {
    this.formats = formats;
  }

  public Comparison compare(Dossier left, Dossier right) {
    @Nullable HoldoutReport a = left.report().holdout().orElse(null);
    @Nullable HoldoutReport b = right.report().holdout().orElse(null);
    String obstacle = Comparability.obstacle(left.name(), a, right.name(), b);
    boolean comparable = obstacle == null;
    List<Measure> measures = Measures.rows(a, b, comparable);
    int better = count(measures, "better");
    int worse = count(measures, "worse");
    return new Comparison(
        left.name(),
        right.name(),
        comparable,
        obstacle != null ? obstacle : judgedOn(b),
        comparable
            ? verdict(left.name(), right.name(), better, worse)
            : "%s and %s were not judged on the same holdout".formatted(right.name(), left.name()),
        better,
        worse,
        measures,
        parameters(left, right),
        parameterNote(left, right),
        facts(left, right),
        limits(left, right, obstacle),
        deciles(left, a),
        deciles(right, b),
        overlay(left, right));
  }

  /** Which figures say nothing about the difference, each with the reason. */
  private static List<String> limits(Dossier left, Dossier right, @Nullable String obstacle) {
    List<String> limits = new ArrayList<>();
    if (obstacle != null) {
      limits.add(
          "Holdout errors and calibration. " + obstacle.replaceFirst("^Not comparable: ", ""));
    }
    if (!sameData(left, right)) {
      limits.add("Log-likelihoods. The versions were fitted to other data.");
    }
    if (!left.report().family().equals(right.report().family())) {
      limits.add("Parameters. They are of other families.");
    } else if (!left.report().timeUnit().equals(right.report().timeUnit())) {
      limits.add("Parameters. They are in other units of time.");
    }
    return limits;
  }

  private static boolean sameData(Dossier left, Dossier right) {
    Provenance a = left.version().provenance();
    Provenance b = right.version().provenance();
    return a.dataSha256().equals(b.dataSha256())
        && a.observationEnd().equals(b.observationEnd())
        && left.report().registered().customers() == right.report().registered().customers();
  }

  private static @Nullable CalibrationChart deciles(Dossier version, @Nullable HoldoutReport h) {
    List<CalibrationDecile> kept = kept(version);
    if (!kept.isEmpty()) {
      return CalibrationChart.ofDeciles(kept);
    }
    return h == null ? null : CalibrationChart.of(h.byDecile(), "decile of the prediction");
  }

  private static @Nullable OverlayChart overlay(Dossier left, Dossier right) {
    List<CalibrationDecile> a = kept(left);
    List<CalibrationDecile> b = kept(right);
    return a.isEmpty() || b.isEmpty() ? null : OverlayChart.of(left.name(), a, right.name(), b);
  }

  private static List<CalibrationDecile> kept(Dossier version) {
    return version.charts().map(VersionCharts::deciles).orElse(List.of());
  }

  private String judgedOn(@Nullable HoldoutReport h) {
    return h == null
        ? ""
        : "Both were judged on the same %s, over the %d days to %s, in which they made %s."
            .formatted(
                Formats.count(h.customers(), "customer", "customers"),
                h.days(),
                formats.day(h.end()),
                Formats.count(h.actualPurchases(), "purchase", "purchases"));
  }

  private static int count(List<Measure> measures, String word) {
    return (int) measures.stream().filter(m -> m.word().equals(word)).count();
  }

  private static String verdict(String left, String right, int better, int worse) {
    if (better == 0 && worse == 0) {
      return "%s and %s do equally well".formatted(right, left);
    }
    if (worse == 0) {
      return "%s beats %s on %s, worse on none"
          .formatted(right, left, Formats.count(better, "measure", "measures"));
    }
    if (better == 0) {
      return "%s is worse than %s on %s, better on none"
          .formatted(right, left, Formats.count(worse, "measure", "measures"));
    }
    return "%s beats %s on %s but is worse on %d"
        .formatted(right, left, Formats.count(better, "measure", "measures"), worse);
  }

  private static List<ParameterRow> parameters(Dossier left, Dossier right) {
    List<ParameterRow> rows = new ArrayList<>();
    FitReport a = left.report().registered();
    FitReport b = right.report().registered();
    add(rows, "", a.parameters(), a.standardErrors(), b.parameters(), b.standardErrors());
    FitReport.Spend s = a.spend();
    FitReport.Spend t = b.spend();
    add(rows, "spend ", s.parameters(), s.standardErrors(), t.parameters(), t.standardErrors());
    return rows;
  }

  private static void add(
      List<ParameterRow> rows,
      String prefix,
      Map<String, Double> left,
      Map<String, Double> leftErrors,
      Map<String, Double> right,
      Map<String, Double> rightErrors) {
    Set<String> names = new LinkedHashSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      Estimate a = estimate(left.get(name), leftErrors.get(name));
      Estimate b = estimate(right.get(name), rightErrors.get(name));
      rows.add(
          new ParameterRow(
              prefix + name,
              value(a),
              error(a),
              value(b),
              error(b),
              IntervalPair.of(a, b),
              change(a, b)));
    }
  }

  private static @Nullable Estimate estimate(@Nullable Double value, @Nullable Double error) {
    return value == null ? null : new Estimate(value, error == null ? 0 : error);
  }

  private static String value(@Nullable Estimate e) {
    return e == null ? "–" : Formats.significant(e.value());
  }

  private static String error(@Nullable Estimate e) {
    return e == null || e.standardError() == 0 ? "" : "± " + Formats.significant(e.standardError());
  }

  private static String change(@Nullable Estimate a, @Nullable Estimate b) {
    return a == null || b == null || a.value() == 0
        ? "–"
        : Formats.signedPercent(b.value() / a.value() - 1);
  }

  private static String parameterNote(Dossier left, Dossier right) {
    boolean sameFamily = left.report().family().equals(right.report().family());
    boolean sameUnit = left.report().timeUnit().equals(right.report().timeUnit());
    if (sameFamily && sameUnit) {
      return "Bars are 95 %% intervals; grey is %s.".formatted(left.name());
    }
    return "Not the same %s: parameters of the same name do not mean the same."
        .formatted(sameFamily ? "unit of time" : "family");
  }

  private List<FactRow> facts(Dossier left, Dossier right) {
    Provenance a = left.version().provenance();
    Provenance b = right.version().provenance();
    FitReport f = left.report().registered();
    FitReport g = right.report().registered();
    return List.of(
        fact("Family", left.report().family(), right.report().family()),
        fact("Data", a.dataSource(), b.dataSource()),
        fact("First day", formats.day(a.firstTransaction()), formats.day(b.firstTransaction())),
        fact("Observation end", formats.day(a.observationEnd()), formats.day(b.observationEnd())),
        fact("Customers", Formats.count(a.customers()), Formats.count(b.customers())),
        fact("Transactions", Formats.count(a.transactions()), Formats.count(b.transactions())),
        fact(
            sameData(left, right)
                ? "Log-likelihood per customer"
                : "Log-likelihood per customer, not comparable",
            Formats.decimal(f.logLikelihood() / f.customers(), 4),
            Formats.decimal(g.logLikelihood() / g.customers(), 4)),
        fact("Converged", f.converged() ? "yes" : "no", g.converged() ? "yes" : "no"),
        fact("Code revision", a.codeRevision(), b.codeRevision()));
  }

  private static FactRow fact(String name, String left, String right) {
    return new FactRow(name, left, right, !left.equals(right));
  }
}
