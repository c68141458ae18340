package perennial.admin.model;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.model.VersionPage.Fact;
import perennial.admin.page.Formats;
import perennial.evaluation.DataReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.TrainingReport;
import perennial.model.Provenance;
import perennial.model.ValueTerms;
import perennial.registry.ModelVersion;

/** The plain facts about a version, each as a name and a value with its unit. */
final class VersionFacts {
  private final Formats formats;

  VersionFacts(Formats formats) {
    this.formats = formats;
  }

  List<Fact> lineage(ModelVersion v) {
    Provenance p = v.provenance();
    return List.of(
        Fact.of("Data", p.dataSource()),
        Fact.mono("Data SHA-256", p.dataSha256()),
        Fact.of("Fitted", formats.when(p.fittedAt()).text()),
        Fact.mono("Code revision", p.codeRevision()),
        Fact.of("Java", p.java()),
        Fact.of("System", p.operatingSystem()),
        Fact.mono("Seed", Long.toString(p.seed())),
        Fact.mono("Artifact SHA-256", v.artifactSha256()),
        Fact.of("Artifact size", Formats.bytes(v.artifactBytes())));
  }

  List<Fact> settings(ModelVersion v) {
    List<Fact> settings = new ArrayList<>();
    v.provenance().settings().forEach((name, value) -> settings.add(Fact.mono(name, value)));
    return settings;
  }

  /** Of a file that counts customers, whose days are only those the run was told. */
  List<Fact> counts(DataReport d, boolean contract) {
    return List.of(
        Fact.of("Customers", Formats.count(d.customers())),
        Fact.of(contract ? "Renewals" : "Purchases", Formats.count(d.repeatPurchases())),
        Fact.of("First period began", formats.day(d.firstDay())),
        Fact.of("Last period ended", formats.day(d.lastDay())));
  }

  List<Fact> data(DataReport d) {
    return List.of(
        Fact.of("Customers", Formats.count(d.customers())),
        Fact.of("Transactions used", Formats.count(d.transactions())),
        Fact.of("Repeat purchase days", Formats.count(d.repeatPurchases())),
        Fact.of("First day", formats.day(d.firstDay())),
        Fact.of("Last day", formats.day(d.lastDay())),
        Fact.of("Days counted in", d.timeZone()));
  }

  /** Lines that were left out, and refunds; nothing that is zero. */
  List<Fact> dropped(DataReport d) {
    List<Fact> facts = new ArrayList<>();
    d.rowsDropped().forEach((reason, rows) -> add(facts, "Dropped: " + reason, rows, "lines"));
    DataReport.Refunds r = d.refunds();
    add(facts, "Refunds", r.lines(), "lines");
    add(facts, "Refunds netted", r.matched(), "lines");
    add(facts, "Refunds with nothing before them", r.unmatched(), "lines");
    add(facts, "Only refunds, no purchase", r.customersOnlyRefunds(), "customers");
    add(facts, "Net value zero or less", r.customersNotPositive(), "customers");
    return facts;
  }

  String droppedNote(DataReport d) {
    long dropped = d.rowsDropped().values().stream().mapToLong(Long::longValue).sum();
    return dropped == 0
        ? "All %s lines were used.".formatted(Formats.count(d.lines()))
        : "%s of %s lines were left out (%s)."
            .formatted(
                Formats.count(dropped),
                Formats.count(d.lines()),
                Formats.percent((double) dropped / d.lines()));
  }

  private static void add(List<Fact> facts, String name, long count, String unit) {
    if (count > 0) {
      facts.add(Fact.of(name, Formats.count(count) + " " + unit));
    }
  }

  List<Fact> fit(FitReport f) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Customers", Formats.count(f.customers())));
    facts.add(Fact.of("Observation end", formats.day(f.observationEnd())));
    f.kChoice().ifPresent(choice -> facts.add(Fact.of("k was", choice.words())));
    facts.add(Fact.of("Log-likelihood", Formats.decimal(f.logLikelihood(), 4)));
    facts.add(Fact.of("AIC", Formats.decimal(f.aic(), 2)));
    facts.add(Fact.of("BIC", Formats.decimal(f.bic(), 2)));
    facts.add(Fact.of("Converged", f.converged() ? "yes" : "no"));
    facts.add(Fact.of("Gradient norm", Formats.scientific(f.gradientNorm())));
    return facts;
  }

  List<Fact> spend(TrainingReport report) {
    FitReport.Spend s = report.registered().spend();
    List<Fact> facts = new ArrayList<>();
    if (!s.fixed()) {
      facts.add(Fact.of("Customers", Formats.count(s.customers())));
      facts.add(Fact.of("Mean spend over", report.spendOrders().label() + " purchases"));
      facts.add(Fact.of("Log-likelihood", Formats.decimal(s.logLikelihood(), 4)));
      facts.add(Fact.of("Correlation with frequency", Formats.signed(s.frequencyCorrelation(), 3)));
    }
    facts.addAll(terms(report.terms()));
    return facts;
  }

  private static List<Fact> terms(ValueTerms terms) {
    return List.of(
        Fact.of("Currency", terms.currency()),
        Fact.of("Discount rate", Formats.percent(terms.annualDiscountRate()) + " a year"),
        Fact.of(
            "Margin",
            Formats.percent(terms.margin()) + (terms.margin() == 1 ? " (value is revenue)" : "")));
  }
}
