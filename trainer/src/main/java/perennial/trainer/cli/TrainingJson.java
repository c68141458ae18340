package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import perennial.evaluation.CalibrationGroup;
import perennial.evaluation.DataReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.HoldoutMeasures;
import perennial.evaluation.HoldoutReport;
import perennial.evaluation.RetentionCurve;
import perennial.evaluation.TrainingReport;
import perennial.registry.ModelVersion;
import perennial.trainer.Trained;

/**
 * The JSON of {@code fit} and {@code train}. Names are kept from release to release; new ones may
 * be added. The top level is the calibration fit; {@code refit} is what was registered when there
 * is one.
 */
final class TrainingJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TrainingJson() {}

  /** One fit as {@link #of}; several under {@code fits}. */
  static ObjectNode ofEach(List<Trained> fits) {
    if (fits.size() == 1) {
      return of(fits.getFirst().report(), Optional.empty());
    }
    ObjectNode json = NODES.objectNode();
    var array = json.putArray("fits");
    fits.forEach(fit -> array.add(of(fit.report(), Optional.empty())));
    return json;
  }

  private static ObjectNode retention(RetentionCurve curve) {
    ObjectNode json = NODES.objectNode();
    json.put("cohort", curve.cohort());
    json.put("customers", curve.customers());
    var periods = json.putArray("periods");
    for (RetentionCurve.Period period : curve.periods()) {
      ObjectNode node = periods.addObject().put("period", period.period());
      period.actual().ifPresent(actual -> node.put("actual", actual));
      node.put("survival", period.survival()).put("retention", period.retention());
    }
    return json;
  }

  static ObjectNode of(TrainingReport report, Optional<ModelVersion> version) {
    ObjectNode json = NODES.objectNode();
    data(json, report.data());
    json.put("family", report.family());
    json.put("timeUnit", report.timeUnit().label());
    json.put("spendOrders", report.spendOrders().label());
    json.put("currency", report.terms().currency());
    json.put("annualDiscountRate", report.terms().annualDiscountRate());
    json.put("margin", report.terms().margin());
    fit(json, report.calibration());
    report.holdout().ifPresent(holdout -> json.set("holdout", holdout(holdout)));
    report.retention().ifPresent(curve -> json.set("retention", retention(curve)));
    report.refit().ifPresent(refit -> fit(json.putObject("refit"), refit));
    version.ifPresent(v -> {
      json.put("model", v.model());
      json.put("version", v.version());
      json.put("artifactSha256", v.artifactSha256());
      json.put("dataSha256", v.provenance().dataSha256());
    });
    return json;
  }

  /** What became of the log's lines, as fields of the object. */
  static void data(ObjectNode json, DataReport data) {
    json.put("source", data.source());
    json.put("lines", data.lines());
    json.put("transactions", data.transactions());
    json.put("customers", data.customers());
    json.put("repeatPurchases", data.repeatPurchases());
    json.put("firstDay", data.firstDay().toString());
    json.put("lastDay", data.lastDay().toString());
    json.put("timeZone", data.timeZone());
    ObjectNode dropped = json.putObject("rowsDropped");
    data.rowsDropped().forEach(dropped::put);
    json.putObject("refunds")
        .put("lines", data.refunds().lines())
        .put("matched", data.refunds().matched())
        .put("unmatched", data.refunds().unmatched())
        .put("customersOnlyRefunds", data.refunds().customersOnlyRefunds())
        .put("customersNotPositive", data.refunds().customersNotPositive());
  }

  private static void fit(ObjectNode json, FitReport fit) {
    json.put("observationEnd", fit.observationEnd().toString());
    json.put("fittedCustomers", fit.customers());
    json.set("parameters", numbers(fit.parameters()));
    json.set("standardErrors", numbers(fit.standardErrors()));
    fit.kChoice().ifPresent(choice -> json.put("kChoice", choice.words()));
    json.put("logLikelihood", fit.logLikelihood());
    json.put("aic", fit.aic());
    json.put("bic", fit.bic());
    json.put("converged", fit.converged());
    json.put("gradientNorm", fit.gradientNorm());
    texts(json, "warnings", fit.warnings());
    fit.covariates().ifPresent(c -> json.set("covariates", EffectsJson.of(c)));
    fit.pooling().ifPresent(p -> json.set("pooling", EffectsJson.of(p)));
    fit.regularity()
        .ifPresent(r ->
            json.putObject("regularity")
                .put("pairs", r.pairs())
                .put("k", r.k())
                .put("standardError", r.standardError())
                .put("z", r.z())
                .put("pValue", r.pValue()));
    ObjectNode spend = json.putObject("spend");
    spend.put("customers", fit.spend().customers());
    spend.set("parameters", numbers(fit.spend().parameters()));
    spend.set("standardErrors", numbers(fit.spend().standardErrors()));
    spend.put("logLikelihood", fit.spend().logLikelihood());
    spend.put("converged", fit.spend().converged());
    spend.put("frequencyCorrelation", fit.spend().frequencyCorrelation());
    spend.put("fixed", fit.spend().fixed());
    texts(spend, "warnings", fit.spend().warnings());
    spend.put("excludedNotPositive", fit.spend().excludedNotPositive());
    fit.spend().correlation().ifPresent(c -> spend.set("correlation", EffectsJson.of(c)));
    fit.spend().dependence().ifPresent(d -> spend.set("dependence", EffectsJson.of(d)));
  }

  private static ObjectNode holdout(HoldoutReport holdout) {
    ObjectNode json = NODES.objectNode();
    json.put("days", holdout.days());
    json.put("end", holdout.end().toString());
    json.put("customers", holdout.customers());
    json.put("actualPurchases", holdout.actualPurchases());
    measures(json, holdout.model());
    ObjectNode baselines = json.putObject("baselines");
    holdout.baselines().forEach((name, measures) -> measures(baselines.putObject(name), measures));
    groups(json, "byFrequency", holdout.byFrequency());
    groups(json, "byDecile", holdout.byDecile());
    return json;
  }

  private static void measures(ObjectNode json, HoldoutMeasures measures) {
    json.put("predictedPurchases", measures.predictedPurchases());
    json.put("mae", measures.mae());
    json.put("rmse", measures.rmse());
    json.put("bias", measures.bias());
    json.put("gini", measures.gini());
  }

  private static void groups(ObjectNode json, String name, List<CalibrationGroup> groups) {
    var array = json.putArray(name);
    for (CalibrationGroup group : groups) {
      array
          .addObject()
          .put("label", group.label())
          .put("customers", group.customers())
          .put("meanActual", group.meanActual())
          .put("meanPredicted", group.meanPredicted());
    }
  }

  static ObjectNode numbers(Map<String, Double> numbers) {
    ObjectNode json = NODES.objectNode();
    numbers.forEach(json::put);
    return json;
  }

  static void texts(ObjectNode json, String name, List<String> texts) {
    var array = json.putArray(name);
    texts.forEach(array::add);
  }
}
