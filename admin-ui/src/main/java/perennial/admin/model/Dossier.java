package perennial.admin.model;

import java.util.Optional;
import perennial.admin.evidence.Evidence;
import perennial.evaluation.TrainingReport;
import perennial.evaluation.charts.VersionCharts;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelVersion;

/**
 * A version with the report of the run that made it.
 *
 * @param charts absent when it was trained before charts were kept
 */
public record Dossier(ModelVersion version, TrainingReport report, Optional<VersionCharts> charts) {
  public static Dossier read(ModelRegistry registry, String model, long version) {
    return new Dossier(
        registry.version(model, version),
        registry.report(model, version),
        Evidence.charts(registry, model, version));
  }

  public String name() {
    return "v" + version.version();
  }
}
