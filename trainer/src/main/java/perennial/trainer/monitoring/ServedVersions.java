package perennial.trainer.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import perennial.model.BtydModel;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.ReferenceJson;
import perennial.registry.monitoring.VersionReference;

/** Which version answered when, and what it was trained on. */
final class ServedVersions {
  private static final int PAGE = 500;

  private final ModelRegistry registry;

  ServedVersions(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * The champion at that time. The first one for a time before there was any: what it would have
   * said of the past.
   *
   * @return empty when nothing was ever deployed
   * @throws perennial.registry.UnknownModel when there is no such model
   */
  OptionalLong championAt(String model, Instant time) {
    long before = 0;
    OptionalLong oldest = OptionalLong.empty();
    List<Deployment> page = registry.deployments(model, before, PAGE);
    while (!page.isEmpty()) {
      for (Deployment deployment : page) {
        oldest = OptionalLong.of(deployment.championVersion());
        if (deployment.deployedAt().isBefore(time)) {
          return oldest;
        }
      }
      before = page.getLast().sequence();
      page = before == 1 ? List.of() : registry.deployments(model, before, PAGE);
    }
    return oldest;
  }

  VersionReference reference(String model, long version) {
    Optional<byte[]> stored = registry.attachment(model, version, ReferenceJson.ATTACHMENT);
    return stored.map(ReferenceJson::read).orElse(VersionReference.NONE);
  }

  BtydModel fitted(String model, long version) {
    return switch (registry.load(model, version).model()) {
      case BtydModel btyd -> btyd;
    };
  }
}
