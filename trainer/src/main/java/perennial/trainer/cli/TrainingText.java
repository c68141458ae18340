package perennial.trainer.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import perennial.evaluation.FitReport;
import perennial.evaluation.HoldoutMeasures;
import perennial.evaluation.HoldoutReport;
import perennial.evaluation.TrainingReport;
import perennial.fitting.TimingRegularity;
import perennial.registry.ModelVersion;
import perennial.trainer.Trained;

/** What {@code fit} and {@code train} tell people. */
final class TrainingText {
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private TrainingText() {}

  /** Fits that were not registered, one below the other. */
  static String ofEach(List<Trained> fits) {
    return fits.stream()
        .map(fit -> of(fit.report(), Optional.empty()).stripTrailing())
        .collect(Collectors.joining("\n\n\n"));
  }

  static String of(TrainingReport report, Optional<ModelVersion> version) {
    return report.registered().spend().fixed()
        ? new CountsText(new TrainingText(), report).text(version)
        : ofLog(report, version);
  }

  private static String ofLog(TrainingReport report, Optional<ModelVersion> version) {
    TrainingText t = new TrainingText();
    t.heading("Data");
    t.text.append(DataText.of(report.data(), INDENT));
    t.purchases(report, report.calibration());
    t.spend(report, report.calibration());
    report.holdout().ifPresentOrElse(h -> t.holdout(h, report.family()), t::noHoldout);
    report.refit().ifPresent(t::refit);
    t.terms(report);
    t.outcome(report, version);
    return t.text.toString();
  }

  void purchases(TrainingReport report, FitReport fit) {
    heading(
        "Purchases: %s, %s customers up to %s, in %s"
            .formatted(
                report.family(),
                number(fit.customers()),
                fit.observationEnd(),
                report.timeUnit().plural()));
    parameters(fit.parameters(), fit.standardErrors());
    line(
        "log-likelihood %s   AIC %s   BIC %s   gradient %s   %s"
            .formatted(
                fixed(fit.logLikelihood(), 4),
                fixed(fit.aic(), 2),
                fixed(fit.bic(), 2),
                String.format(Locale.ROOT, "%.1e", fit.gradientNorm()),
                fit.converged() ? "converged" : "NOT CONVERGED"));
    fit.covariates().ifPresent(covariates -> text.append(EffectsText.of(covariates)));
    fit.pooling().ifPresent(pooling -> text.append(EffectsText.of(pooling)));
    kChoice(fit);
    fit.regularity().ifPresent(this::regularity);
    warnings(fit.warnings());
  }

  private void kChoice(FitReport fit) {
    fit.kChoice().ifPresent(choice -> line("k " + choice.words()));
  }

  private void regularity(TimingRegularity regularity) {
    line(
        "regularity of %s pairs of gaps: k %s ± %s; at random (k = 1) has p %s"
            .formatted(
                number(regularity.pairs()),
                fixed(regularity.k(), 3),
                fixed(regularity.standardError(), 3),
                fixed(regularity.pValue(), 4)));
  }

  private void spend(TrainingReport report, FitReport fit) {
    FitReport.Spend spend = fit.spend();
    heading(
        "Spend: Gamma-Gamma, %s customers, mean over %s purchases"
            .formatted(number(spend.customers()), report.spendOrders().label()));
    parameters(spend.parameters(), spend.standardErrors());
    line(
        "log-likelihood %s   correlation with frequency %s   %s"
            .formatted(
                fixed(spend.logLikelihood(), 4),
                fixed(spend.frequencyCorrelation(), 3),
                spend.converged() ? "converged" : "NOT CONVERGED"));
    if (spend.excludedNotPositive() > 0) {
      line(
          "%s customers with purchases are not in this fit: their mean is zero or negative"
              .formatted(number(spend.excludedNotPositive())));
    }
    warnings(spend.warnings());
    spend.correlation().ifPresent(correlation -> text.append(EffectsText.of(correlation)));
    spend.dependence().ifPresent(dependence -> text.append(EffectsText.of(dependence)));
  }

  private void holdout(HoldoutReport holdout, String family) {
    heading(
        "Holdout: %d days to %s, %s customers, %s purchases"
            .formatted(
                holdout.days(),
                holdout.end(),
                number(holdout.customers()),
                number(holdout.actualPurchases())));
    Table table = Table.of("lrrrrr");
    table.row("", "predicted", "MAE", "RMSE", "bias", "Gini");
    measures(table, family, holdout.model());
    holdout.baselines().forEach((name, measures) -> measures(table, name, measures));
    text.append(table.text(INDENT));
  }

  private void noHoldout() {
    heading("Holdout: none");
    line("Give --holdout-days to judge the fit on days it has not seen.");
  }

  private void refit(FitReport refit) {
    heading(
        "Refit: %s customers up to %s, the holdout included"
            .formatted(number(refit.customers()), refit.observationEnd()));
    parameters(refit.parameters(), refit.standardErrors());
    kChoice(refit);
    refit.covariates().ifPresent(covariates -> text.append(EffectsText.of(covariates)));
    refit.pooling().ifPresent(pooling -> text.append(EffectsText.of(pooling)));
    parameters(refit.spend().parameters(), refit.spend().standardErrors());
    refit.spend().dependence().ifPresent(d -> text.append(EffectsText.of(d)));
    line(refit.converged() && refit.spend().converged() ? "converged" : "NOT CONVERGED");
    warnings(refit.warnings());
    warnings(refit.spend().warnings());
  }

  void terms(TrainingReport report) {
    heading("Value");
    line(
        "%s, discounted at %s %% a year, margin %s%s"
            .formatted(
                report.terms().currency(),
                fixed(100 * report.terms().annualDiscountRate(), 2),
                fixed(report.terms().margin(), 2),
                report.terms().margin() == 1 ? ": value is revenue" : ""));
  }

  void outcome(TrainingReport report, Optional<ModelVersion> version) {
    if (version.isPresent()) {
      ModelVersion v = version.get();
      heading("Registered %s version %d".formatted(v.model(), v.version()));
      line("artifact sha256 " + v.artifactSha256());
      line("It serves nothing yet. Next:");
      line("perennial promote %d --model %s --reason \"...\"".formatted(v.version(), v.model()));
    } else if (!report.registered().converged() || !report.registered().spend().converged()) {
      heading("Not converged (%s): this fit is not to be registered".formatted(failed(report)));
    }
  }

  private static String failed(TrainingReport report) {
    boolean purchases = !report.registered().converged();
    boolean spend = !report.registered().spend().converged();
    if (purchases && spend) {
      return "purchases and spend";
    }
    return purchases ? "purchases; spend converged" : "spend; purchases converged";
  }

  private void parameters(Map<String, Double> parameters, Map<String, Double> errors) {
    Table table = Table.of("lrl");
    parameters.forEach((name, value) -> {
      Double error = errors.get(name);
      int digits = name.equals("k") ? 0 : 6; // a whole number, chosen or given and not estimated
      table.row(name, fixed(value, digits), error == null ? "" : "± " + fixed(error, 6));
    });
    text.append(table.text(INDENT));
  }

  void append(Table table) {
    text.append(table.text(INDENT));
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static void measures(Table table, String name, HoldoutMeasures m) {
    table.row(
        name,
        fixed(m.predictedPurchases(), 1),
        fixed(m.mae(), 4),
        fixed(m.rmse(), 4),
        fixed(m.bias(), 4),
        fixed(m.gini(), 4));
  }

  void warnings(List<String> warnings) {
    warnings.forEach(warning -> line("warning: " + warning));
  }

  void heading(String heading) {
    text.append(text.isEmpty() ? "" : "\n").append(heading).append('\n');
  }

  void line(String line) {
    text.append(INDENT).append(line).append('\n');
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
