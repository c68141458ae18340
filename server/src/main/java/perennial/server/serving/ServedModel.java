package perennial.server.serving;

import perennial.registry.Deployment;

/**
 * What answers for one model.
 *
 * @param deployment the deployment that asked for it
 * @param champion the version that answers
 */
public record ServedModel(Deployment deployment, ServedVersion champion) {
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
