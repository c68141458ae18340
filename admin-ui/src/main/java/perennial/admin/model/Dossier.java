package perennial.admin.model;

import perennial.evaluation.TrainingReport;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelVersion;

/** A version with the report of the run that made it. */
public record Dossier(ModelVersion version, TrainingReport report) {
  public static Dossier read(ModelRegistry registry, String model, long version) {
    return new Dossier(registry.version(model, version), registry.report(model, version));
  }

  public String name() {
    return "v" + version.version();
  }
}
