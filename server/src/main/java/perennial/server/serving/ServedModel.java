package perennial.server.serving;

import java.util.Optional;
import java.util.OptionalLong;
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
    require(deployment, "champion", OptionalLong.of(deployment.championVersion()), champion);
    challenger.ifPresent(c -> require(deployment, "challenger", deployment.challengerVersion(), c));
    shadow.ifPresent(s -> require(deployment, "shadow", deployment.shadowVersion(), s));
  }

  /** The model's name. */
  public String name() {
    return deployment.model();
  }

  /** The version that plays this part here; the champion where the wanted one cannot. */
  public ServedVersion version(Arm arm) {
    return switch (arm) {
      case CHAMPION -> champion;
      case CHALLENGER -> challenger.orElse(champion);
      case SHADOW -> shadow.orElse(champion);
    };
  }

  private static void require(
      Deployment deployment, String part, OptionalLong wanted, ServedVersion version) {
    if (!wanted.equals(OptionalLong.of(version.number()))) {
      throw new IllegalArgumentException(
          "deployment %d of %s wants %s as %s, not v%d"
              .formatted(
                  deployment.sequence(),
                  deployment.model(),
                  wanted.isPresent() ? "v" + wanted.getAsLong() : "nothing",
                  part,
                  version.number()));
    }
  }
}
