package perennial.trainer.retraining;

import java.util.Optional;
import java.util.OptionalLong;
import perennial.registry.Deployment;
import perennial.registry.DeploymentConflict;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRun;

/**
 * Deploys a version that passed its gates, as far as the policy goes. What a person has deployed
 * beside the champion stays; a lost race is an outcome.
 */
final class PolicyStep {
  static final String ACTOR = "worker";

  private final ModelRegistry registry;

  PolicyStep(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param live the deployment that the gates compared with; empty when there was none
   * @return what became of it, in one sentence
   */
  String apply(TrainingRun run, long version, Policy policy, Optional<Deployment> live) {
    if (policy.then() == Policy.Then.NOTHING) {
      return "it stays registered, as the policy says";
    }
    if (live.isEmpty()) {
      return "nothing is deployed, and the first champion is a person's choice";
    }
    Deployment now = live.get();
    if (isDeployed(now, version)) {
      return alreadyDeployed(now);
    }
    Optional<String> kept = keptByPeople(policy, now);
    if (kept.isPresent()) {
      return kept.get();
    }
    try {
      Deployment made = registry.deploy(wanted(run, version, policy, now));
      return "deployment %d makes it %s".formatted(made.sequence(), words(policy));
    } catch (DeploymentConflict e) {
      return "it was not deployed, somebody else was first: " + e.getMessage();
    }
  }

  static String alreadyDeployed(Deployment live) {
    return "it is deployed already, by deployment %d".formatted(live.sequence());
  }

  static boolean isDeployed(Deployment live, long version) {
    return live.championVersion() == version
        || live.challengerVersion().equals(OptionalLong.of(version))
        || live.shadowVersion().equals(OptionalLong.of(version));
  }

  private static Optional<String> keptByPeople(Policy policy, Deployment live) {
    if (live.actor().equals(ACTOR)) {
      return Optional.empty();
    }
    boolean taken =
        switch (policy.then()) {
          case SHADOW -> live.shadowVersion().isPresent();
          case CHALLENGER -> live.challengerVersion().isPresent();
          case PROMOTE -> live.challengerVersion().isPresent();
          case NOTHING -> false;
        };
    return taken
        ? Optional.of(
            "it was not deployed: deployment %d of %s has a %s already"
                .formatted(
                    live.sequence(),
                    live.actor(),
                    policy.then() == Policy.Then.SHADOW ? "shadow" : "challenger"))
        : Optional.empty();
  }

  private static NewDeployment wanted(
      TrainingRun run, long version, Policy policy, Deployment live) {
    String reason = "run %d passed every gate: %s".formatted(run.id(), run.reason());
    String cut = reason.length() <= 1_000 ? reason : reason.substring(0, 1_000);
    return switch (policy.then()) {
      case PROMOTE -> NewDeployment.champion(live.model(), version, live.sequence(), ACTOR, cut);
      case CHALLENGER ->
          beside(
              live, OptionalLong.of(version), policy.challengerShare(), live.shadowVersion(), cut);
      case SHADOW ->
          beside(
              live,
              live.challengerVersion(),
              live.challengerShare(),
              OptionalLong.of(version),
              cut);
      case NOTHING -> throw new IllegalArgumentException("nothing is to be deployed");
    };
  }

  private static NewDeployment beside(
      Deployment live, OptionalLong challenger, double share, OptionalLong shadow, String reason) {
    return new NewDeployment(
        live.model(),
        live.championVersion(),
        challenger,
        share,
        shadow,
        live.sequence(),
        ACTOR,
        reason);
  }

  private static String words(Policy policy) {
    return switch (policy.then()) {
      case PROMOTE -> "the champion";
      case CHALLENGER -> "the challenger for %.0f %%".formatted(100 * policy.challengerShare());
      case SHADOW -> "the shadow";
      case NOTHING -> "nothing";
    };
  }
}
