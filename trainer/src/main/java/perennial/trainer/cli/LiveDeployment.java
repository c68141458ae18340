package perennial.trainer.cli;

import java.util.OptionalLong;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import perennial.trainer.transactions.BadInput;

/** The deployment that a command changes in part. */
final class LiveDeployment {
  private LiveDeployment() {}

  /**
   * @throws BadInput when nothing is deployed
   */
  static Deployment of(ModelRegistry registry, String model) {
    return registry
        .live(model)
        .orElseThrow(() -> {
          registry.versions(model, 0, 1); // an unknown model is named as such
          return new BadInput(
              "%s has no champion yet: perennial promote VERSION --reason \"...\""
                  .formatted(model));
        });
  }

  /** The same champion and shadow with this challenger. */
  static NewDeployment withChallenger(
      Deployment live, OptionalLong version, double share, ReasonOptions why) {
    return new NewDeployment(
        live.model(),
        live.championVersion(),
        version,
        share,
        live.shadowVersion(),
        why.expectedOr(live.sequence()),
        why.actor(),
        why.reason());
  }

  /** The same champion and challenger with this shadow. */
  static NewDeployment withShadow(Deployment live, OptionalLong version, ReasonOptions why) {
    return new NewDeployment(
        live.model(),
        live.championVersion(),
        live.challengerVersion(),
        live.challengerShare(),
        version,
        why.expectedOr(live.sequence()),
        why.actor(),
        why.reason());
  }
}
