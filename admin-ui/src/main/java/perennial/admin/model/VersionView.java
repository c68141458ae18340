package perennial.admin.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.CalibrationChart;
import perennial.admin.evidence.Evidence;
import perennial.admin.gates.GateTable;
import perennial.admin.model.VersionPage.Holdout;
import perennial.admin.model.VersionPage.MeasureRow;
import perennial.admin.model.VersionPage.Parameter;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.When;
import perennial.admin.table.TableQuery;
import perennial.evaluation.FitReport;
import perennial.evaluation.HoldoutMeasures;
import perennial.evaluation.HoldoutReport;
import perennial.evaluation.RetentionCurve;
import perennial.evaluation.TrainingReport;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.retraining.TrainingRuns;

/** Makes {@link VersionPage}. */
public final class VersionView {
  private final ModelRegistry registry;
  private final TrainingRuns runs;
  private final Formats formats;
  private final VersionFacts facts;

  public VersionView(ModelRegistry registry, TrainingRuns runs, Formats formats) {
    this.registry = registry;
    this.runs = runs;
    this.formats = formats;
    this.facts = new VersionFacts(formats);
  }

  VersionPage read(String model, long number, TableQuery served) {
    Dossier dossier = Dossier.read(registry, model, number);
    ServingHistory history = ServingHistory.read(registry, model);
    TrainingReport report = dossier.report();
    FitReport fit = report.registered();
    long champion = history.live().map(Deployment::championVersion).orElse(0L);
    boolean isChampion = champion == number;
    Evidence evidence = Evidence.read(registry, model, number, formats);
    return new VersionPage(
        model,
        dossier.name(),
        title(dossier),
        sub(dossier),
        Badge.of(number, history),
        isChampion ? null : new Link("Promote " + dossier.name(), Link.promote(model, number)),
        isChampion && !history.formerChampions().isEmpty() ? Link.rollBack(model) : null,
        warnings(report),
        facts.lineage(dossier.version()),
        facts.settings(dossier.version()),
        fit.spend().fixed()
            ? facts.counts(report.data(), report.retention().isPresent())
            : facts.data(report.data()),
        facts.dropped(report.data()),
        facts.droppedNote(report.data()),
        parameters(fit.parameters(), fit.standardErrors()),
        "time in " + report.timeUnit().plural(),
        facts.fit(fit),
        parameters(fit.spend().parameters(), fit.spend().standardErrors()),
        fit.spend().fixed() ? "stated, not fitted" : "Gamma-Gamma",
        facts.spend(report),
        report.refit().isEmpty()
            ? List.of()
            : parameters(report.calibration().parameters(), report.calibration().standardErrors()),
        formats.day(report.calibration().observationEnd()),
        report.holdout().map(h -> holdout(h, evidence)).orElse(null),
        evidence,
        EffectsView.coefficients(fit),
        EffectsView.groups(fit),
        fit.spend().fixed(),
        report.retention().map(VersionView::retention).orElse(null),
        GateTable.of(model, number, runs.gates(model, number)),
        Served.ROLES.view(
            served, Served.of(model, number, history), p -> PeriodRow.of(p, formats)));
  }

  private String sub(Dossier dossier) {
    When registered = formats.when(dossier.version().registeredAt());
    return "Registered %s (%s) by %s"
        .formatted(registered.text(), registered.ago(), dossier.version().registeredBy());
  }

  private static String title(Dossier dossier) {
    String name = dossier.version().model() + " " + dossier.name();
    if (dossier.report().registered().spend().fixed()) {
      return name + " was fitted to counts of customers";
    }
    if (dossier.report().holdout().isEmpty()) {
      return name + " was never judged on a holdout";
    }
    HoldoutReport holdout = dossier.report().holdout().get();
    double off = holdout.model().predictedPurchases() / holdout.actualPurchases() - 1;
    long beaten =
        holdout.baselines().values().stream().filter(b -> holdout.model().mae() < b.mae()).count();
    String total =
        holdout.actualPurchases() == 0
            ? "saw no purchase in its holdout"
            : Math.abs(off) < 0.005
                ? "predicted the held-out total within 0.5\u00a0%"
                : "predicted %s %s purchases than were made"
                    .formatted(Formats.percent(Math.abs(off)), off > 0 ? "more" : "fewer");
    return "%s %s, and beat %d of %s"
        .formatted(
            name,
            total,
            beaten,
            Formats.count(holdout.baselines().size(), "baseline", "baselines"));
  }

  private static List<String> warnings(TrainingReport report) {
    List<String> warnings = new ArrayList<>();
    FitReport fit = report.registered();
    if (!fit.converged()) {
      warnings.add("The purchase fit did not converge: its parameters are the best point reached.");
    }
    if (!fit.spend().converged()) {
      warnings.add("The spend fit did not converge.");
    }
    warnings.addAll(fit.warnings());
    warnings.addAll(fit.spend().warnings());
    return warnings;
  }

  static List<Parameter> parameters(Map<String, Double> values, Map<String, Double> errors) {
    List<Parameter> rows = new ArrayList<>();
    values.forEach((name, value) -> rows.add(parameter(name, value, errors.get(name))));
    return rows;
  }

  private static Parameter parameter(String name, double value, @Nullable Double error) {
    if (error == null) {
      return new Parameter(name, Formats.significant(value), "unknown", "", "");
    }
    return new Parameter(
        name,
        Formats.significant(value),
        Formats.significant(error),
        Formats.significant(value - 1.959964 * error),
        Formats.significant(value + 1.959964 * error));
  }

  private Holdout holdout(HoldoutReport h, Evidence evidence) {
    List<MeasureRow> rows = new ArrayList<>();
    rows.add(measures("this version", true, h.model(), h));
    h.baselines().forEach((name, measures) -> rows.add(measures(name, false, measures, h)));
    return new Holdout(
        "%s purchases by %s in %d days"
            .formatted(
                Formats.count(h.actualPurchases()),
                Formats.count(h.customers(), "customer", "customers"),
                h.days()),
        formats.day(h.end().minusDays(h.days() - 1L)) + " – " + formats.day(h.end()),
        rows,
        CalibrationChart.of(h.byFrequency(), "earlier repeat purchases"),
        evidence.deciles() != null
            ? evidence.deciles().chart()
            : CalibrationChart.of(h.byDecile(), "decile of the prediction"));
  }

  private static VersionPage.Retention retention(RetentionCurve curve) {
    return new VersionPage.Retention(
        "cohort %s, %s customers at its start"
            .formatted(curve.cohort(), Formats.count(Math.round(curve.customers()))),
        curve.periods().stream()
            .map(p ->
                new VersionPage.RetentionRow(
                    Integer.toString(p.period()),
                    p.actual().map(Formats::percent).orElse(""),
                    Formats.percent(p.survival()),
                    Formats.percent(p.retention())))
            .toList());
  }

  private static MeasureRow measures(
      String name, boolean ours, HoldoutMeasures m, HoldoutReport h) {
    String off =
        h.actualPurchases() == 0
            ? ""
            : " (" + Formats.signedPercent(m.predictedPurchases() / h.actualPurchases() - 1) + ")";
    return new MeasureRow(
        name,
        ours,
        Formats.count(Math.round(m.predictedPurchases())) + off,
        Formats.decimal(m.mae(), 4),
        Formats.decimal(m.rmse(), 4),
        Formats.signed(m.bias(), 4),
        Formats.decimal(m.gini(), 4));
  }
}
