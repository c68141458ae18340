package perennial.registry;

import java.util.Optional;

/**
 * A model of the registry.
 *
 * @param latestVersion highest registered version
 */
public record ModelSummary(String name, long latestVersion, Optional<Deployment> live) {}
