package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import perennial.evaluation.CovariateReport;
import perennial.evaluation.PoolingReport;
import perennial.evaluation.SpendDependence;
import perennial.fitting.Coefficient;
import perennial.fitting.Correlation;
import perennial.fitting.LikelihoodRatio;

/** What makes a model depend on the customer, in the JSON of {@code fit} and {@code train}. */
final class EffectsJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EffectsJson() {}

  static ObjectNode of(CovariateReport report) {
    ObjectNode json = NODES.objectNode();
    json.set("coefficients", coefficients(report.coefficients()));
    json.put("penalty", report.penalty());
    json.put("penaltyCrossValidated", report.crossValidated());
    json.set("againstNone", of(report.againstNone()));
    TrainingJson.texts(json, "equal", report.equal());
    report.equality().ifPresent(test -> json.set("equality", of(test)));
    return json;
  }

  static ObjectNode of(PoolingReport report) {
    ObjectNode json = NODES.objectNode();
    json.put("column", report.column());
    json.set("spread", TrainingJson.numbers(report.spread()));
    json.set("againstOne", of(report.againstOne()));
    ArrayNode groups = json.putArray("groups");
    for (PoolingReport.Group group : report.groups()) {
      ObjectNode one = groups.addObject();
      one.put("name", group.name()).put("customers", group.customers());
      one.set("parameters", TrainingJson.numbers(group.parameters()));
    }
    return json;
  }

  static ObjectNode of(SpendDependence dependence) {
    ObjectNode json = NODES.objectNode();
    json.put("used", dependence.used()).put("reason", dependence.reason());
    json.set("parameters", TrainingJson.numbers(dependence.parameters()));
    json.set("standardErrors", TrainingJson.numbers(dependence.standardErrors()));
    json.set("coefficients", coefficients(dependence.coefficients()));
    json.put("penalty", dependence.penalty());
    json.put("logLikelihood", dependence.logLikelihood());
    json.set("againstIndependent", of(dependence.againstIndependent()));
    json.put("converged", dependence.converged());
    TrainingJson.texts(json, "warnings", dependence.warnings());
    return json;
  }

  static ObjectNode of(Correlation correlation) {
    return NODES
        .objectNode()
        .put("pearson", correlation.pearson())
        .put("pearsonP", correlation.pearsonP())
        .put("spearman", correlation.spearman())
        .put("spearmanP", correlation.spearmanP());
  }

  private static ObjectNode of(LikelihoodRatio test) {
    return NODES
        .objectNode()
        .put("logLikelihood", test.logLikelihood())
        .put("statistic", test.statistic())
        .put("degreesOfFreedom", test.degreesOfFreedom())
        .put("p", test.p());
  }

  private static ArrayNode coefficients(List<Coefficient> coefficients) {
    ArrayNode array = NODES.arrayNode();
    for (Coefficient coefficient : coefficients) {
      ObjectNode one =
          array
              .addObject()
              .put("part", coefficient.part())
              .put("name", coefficient.name())
              .put("estimate", coefficient.estimate());
      coefficient
          .test()
          .ifPresent(test ->
              one.put("standardError", test.standardError()).put("z", test.z()).put("p", test.p()));
    }
    return array;
  }
}
