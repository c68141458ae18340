package perennial.trainer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import perennial.evaluation.CalibrationReport;
import perennial.trainer.CalibrationRun;

/** What {@code calibration} tells people and machines. */
final class CalibrationText {
  private static final int BAR = 40;

  private CalibrationText() {}

  static String of(List<CalibrationRun.Result> results) {
    StringBuilder text = new StringBuilder();
    for (CalibrationRun.Result result : results) {
      text.append(heading(result)).append('\n');
      result.quantities().forEach((name, report) -> text.append(of(name, report)));
    }
    return text.toString();
  }

  static String heading(CalibrationRun.Result result) {
    return "%s%s, %s, histories up to %s, holdout %d days%s"
        .formatted(
            result.family(),
            result.k().map(k -> " with k = %d %s".formatted(k.k(), k.choice().words())).orElse(""),
            result.fitted() ? "fitted" : "the truth",
            result.window().observationEnd(),
            result.window().holdoutDays(),
            result.converged() ? "" : " (NOT CONVERGED)");
  }

  private static String of(String name, CalibrationReport report) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "  %s, %,d customers: PIT's distance to uniform %.4f (95 %% band %.4f)%n",
                name,
                report.customers(),
                report.distance(),
                report.band()));
    int bins = report.histogram().size();
    for (int i = 0; i < bins; i++) {
      double density = report.histogram().get(i) * bins;
      int length = (int) Math.min(2L * BAR, Math.round(density * BAR));
      text.append(
          String.format(
              Locale.ROOT, "    %.2f %s %.2f%n", (double) i / bins, "#".repeat(length), density));
    }
    Table table = Table.of("lrrr").row("    interval", "implied", "actual", "");
    for (CalibrationReport.Coverage coverage : report.coverage()) {
      table.row(
          String.format(Locale.ROOT, "    %.0f %%", 100 * coverage.level()),
          percent(coverage.implied()),
          percent(coverage.actual()),
          "");
    }
    return text.append(table.text("")).toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static JsonNode json(List<CalibrationRun.Result> results) {
    var all = JsonNodeFactory.instance.arrayNode();
    for (CalibrationRun.Result result : results) {
      ObjectNode one = all.addObject();
      one.put("family", result.family())
          .put("fitted", result.fitted())
          .put("converged", result.converged())
          .put("observationEnd", result.window().observationEnd().toString())
          .put("holdoutDays", result.window().holdoutDays());
      result.k().ifPresent(k -> one.put("k", k.k()).put("kChoice", k.choice().words()));
      result.quantities().forEach((name, report) -> put(one.putObject(name), report));
    }
    return all;
  }

  private static void put(ObjectNode json, CalibrationReport report) {
    json.put("customers", report.customers())
        .put("distance", report.distance())
        .put("band95", report.band());
    var histogram = json.putArray("histogram");
    report.histogram().forEach(histogram::add);
    var coverage = json.putArray("coverage");
    for (CalibrationReport.Coverage at : report.coverage()) {
      coverage
          .addObject()
          .put("level", at.level())
          .put("implied", at.implied())
          .put("actual", at.actual());
    }
  }
}
