package perennial.registry;

import java.util.SortedMap;
import perennial.evaluation.TrainingReport;
import perennial.model.ClvModel;
import perennial.model.Provenance;

/**
 * A fitted model on its way into the registry. The model's name is created at its first version.
 */
public record NewVersion(
    String model,
    ClvModel fitted,
    Provenance provenance,
    SortedMap<String, Double> metrics,
    TrainingReport report,
    String actor) {}
