package perennial.trainer;

import java.util.SortedMap;
import java.util.TreeMap;
import perennial.evaluation.FitReport;
import perennial.evaluation.HoldoutMeasures;
import perennial.evaluation.TrainingReport;
import perennial.evaluation.charts.VersionCharts;
import perennial.model.BtydModel;
import perennial.model.Provenance;
import perennial.monitoring.Segment;
import perennial.registry.ChartsJson;
import perennial.registry.NewVersion;
import perennial.registry.ReferenceJson;
import perennial.registry.monitoring.VersionReference;

/**
 * What a training run made, not yet registered.
 *
 * @param model the fit to register: the refit where there is one
 * @param converged whether that fit reached a maximum, in purchases and spend; only then may it be
 *     registered
 * @param charts of its page
 * @param reference that later windows are held against
 */
public record Trained(
    TrainingReport report,
    BtydModel model,
    Provenance provenance,
    boolean converged,
    VersionCharts charts,
    VersionReference reference) {

  /**
   * The version to register.
   *
   * @throws IllegalStateException when the fit did not converge
   */
  public NewVersion newVersion(String modelName, String actor) {
    if (!converged) {
      throw new IllegalStateException("a fit that did not converge is not registered");
    }
    return new NewVersion(modelName, model, provenance, metrics(), report, actor)
        .withAttachment(ChartsJson.ATTACHMENT, ChartsJson.write(charts))
        .withAttachment(ReferenceJson.ATTACHMENT, ReferenceJson.write(reference));
  }

  private SortedMap<String, Double> metrics() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    FitReport fit = report.registered();
    metrics.put("customers", (double) fit.customers());
    metrics.put("logLikelihood", fit.logLikelihood());
    metrics.put("aic", fit.aic());
    metrics.put("bic", fit.bic());
    metrics.put("spend.logLikelihood", fit.spend().logLikelihood());
    metrics.put("spend.frequencyCorrelation", fit.spend().frequencyCorrelation());
    report
        .holdout()
        .ifPresent(holdout -> {
          metrics.put("holdout.days", (double) holdout.days());
          metrics.put("holdout.actualPurchases", (double) holdout.actualPurchases());
          put(metrics, "holdout.", holdout.model());
          holdout
              .baselines()
              .forEach((name, measures) -> put(metrics, "holdout." + name + ".", measures));
        });
    charts.segments().stream()
        .filter(segment -> segment.segment().equals(Segment.ALL))
        .forEach(all -> {
          metrics.put("holdout.mae.low", all.maeLow());
          metrics.put("holdout.mae.high", all.maeHigh());
        });
    metrics.values().removeIf(value -> !Double.isFinite(value));
    return metrics;
  }

  private static void put(
      SortedMap<String, Double> metrics, String prefix, HoldoutMeasures measures) {
    metrics.put(prefix + "predictedPurchases", measures.predictedPurchases());
    metrics.put(prefix + "mae", measures.mae());
    metrics.put(prefix + "rmse", measures.rmse());
    metrics.put(prefix + "bias", measures.bias());
    metrics.put(prefix + "gini", measures.gini());
  }
}
