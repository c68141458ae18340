package perennial.registry;

import java.time.Instant;
import java.util.SortedMap;
import perennial.model.Provenance;

/**
 * One fitted, registered, never-changed artifact of a model.
 *
 * @param version 1, 2, 3, ... within the model
 * @param artifactSha256 lower-case hex
 * @param artifactBytes size
 * @param metrics finite numbers by name, such as {@code holdout.mae}
 */
public record ModelVersion(
    String model,
    long version,
    String family,
    String artifactSha256,
    int artifactBytes,
    Provenance provenance,
    SortedMap<String, Double> metrics,
    Instant registeredAt,
    String registeredBy) {}
