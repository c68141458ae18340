package perennial.trainer.cli;

import java.util.Optional;
import perennial.evaluation.DataReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.RetentionCurve;
import perennial.evaluation.TrainingReport;
import perennial.registry.ModelVersion;
import perennial.trainer.counts.CountsTraining;

/** What {@code fit} and {@code train} tell people of counts of customers. */
final class CountsText {
  private final TrainingText text;
  private final TrainingReport report;

  CountsText(TrainingText text, TrainingReport report) {
    this.text = text;
    this.report = report;
  }

  String text(Optional<ModelVersion> version) {
    data(report.data());
    text.purchases(report, report.calibration());
    report.retention().ifPresent(this::retention);
    spend(report.calibration().spend());
    text.terms(report);
    text.outcome(report, version);
    return text.toString();
  }

  private void data(DataReport data) {
    text.heading("Data");
    Table table = Table.of("lrl");
    table.row("lines", TrainingText.number(data.lines()), data.source());
    table.row("customers", TrainingText.number(data.customers()), "");
    boolean contract = report.retention().isPresent();
    table.row(
        contract ? "renewals" : "purchases",
        TrainingText.number(data.repeatPurchases()),
        contract ? "after the start of the contract" : "at opportunities after the first purchase");
    text.append(table);
    boolean dated = !report.registered().warnings().contains(CountsTraining.NO_OBSERVATION_END);
    text.line(
        "One period is %s (--time-unit); %s."
            .formatted(
                report.timeUnit().label(),
                dated
                    ? "the last one ended on %s (--observation-end)".formatted(data.lastDay())
                    : "when the last one ended was not said (--observation-end)"));
  }

  private void retention(RetentionCurve curve) {
    text.heading("Customers still, of %s".formatted(TrainingText.fixed(curve.customers(), 0)));
    Table table = Table.of("rrrr");
    table.row("period", "actual", "fitted", "retention");
    for (RetentionCurve.Period p : curve.periods()) {
      table.row(
          Integer.toString(p.period()),
          p.actual().map(CountsText::percent).orElse(""),
          percent(p.survival()),
          percent(p.retention()));
    }
    text.append(table);
  }

  private void spend(FitReport.Spend spend) {
    text.heading("Spend: stated, not fitted");
    spend
        .parameters()
        .values()
        .forEach(value ->
            text.line(
                "%s %s a purchase"
                    .formatted(TrainingText.fixed(value, 2), report.terms().currency())));
    text.warnings(spend.warnings());
  }

  private static String percent(double share) {
    return TrainingText.fixed(100 * share, 1) + " %";
  }
}
