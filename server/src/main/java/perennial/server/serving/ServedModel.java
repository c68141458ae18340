package perennial.server.serving;

import java.util.Optional;
import perennial.registry.Deployment;

/**
 * What answers for one model.
 *
 * @param deployment the deployment that asked for it
 * @param champion the version that answers
 * @param challenger the version that answers the deployment's share of the customers; empty when
 *     there is none, or when it cannot answer here
 * @param shadow the version that is scored beside; empty likewise
 */
public record ServedModel(
    Deployment deployment,
    ServedVersion champion,
    Optional<ServedVersion> challenger,
    Optional<ServedVersion> shadow) {
  /** A champion alone. */
  public ServedModel(Deployment deployment, ServedVersion champion) {
    this(deployment, champion, Optional.empty(), Optional.empty());
  }

  public ServedModel {
    if (deployment.championVersion() != champion.number()) {
      throw new IllegalArgumentException(
          "deployment %d of %s wants v%d, not v%d"
              .formatted(
                  deployment.sequence(),
                  deployment.model(),
                  deployment.championVersion(),
                  champion.number()));
    }
  }

  /** The model's name. */
  public String name() {
    return deployment.model();
  }
}
