package perennial.server.serving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import perennial.registry.Deployment;

/**
 * What to do next, as a pure function of what is wanted and what is served.
 *
 * <p>Its rules: a version is replaced only by a loaded one, so nothing is unloaded to make room. A
 * model that is no longer wanted is unloaded. While the wanted state is unknown nothing changes,
 * and the same holds for an empty one: deployments are never deleted, so a registry without any has
 * been emptied or exchanged, which is no reason to stop answering. What is wanted is what the
 * registry says is live, not the largest number seen.
 */
final class ServingPolicy {
  private ServingPolicy() {}

  /** One step, complete in itself. */
  sealed interface Action {
    /** Load and verify the deployment's versions, then let them answer. */
    record Load(Deployment deployment) implements Action {}

    /** Stop answering for the model. */
    record Unload(String model) implements Action {}
  }

  /**
   * A deployment that could not be loaded whole: its champion, and so nothing of it; or challenger
   * or shadow, while its champion answers.
   *
   * @param deployment that wanted them
   * @param attempts so far
   * @param retryAt when to try again; empty when there is no use
   * @param reason for people
   */
  record Failure(Deployment deployment, int attempts, Optional<Instant> retryAt, String reason) {}

  /**
   * @param wanted the live deployments; empty when they are unknown
   * @param serving by model, the deployment whose champion answers
   * @param failures by model, the last failure
   * @return actions in the order of the models' names; empty when there is nothing to do
   */
  static List<Action> actions(
      Optional<List<Deployment>> wanted,
      Map<String, Deployment> serving,
      Map<String, Failure> failures,
      Instant now) {
    Map<String, Deployment> live = newest(wanted.orElse(List.of()));
    if (live.isEmpty()) {
      return List.of();
    }
    List<Action> actions = new ArrayList<>();
    for (Deployment deployment : live.values()) {
      @Nullable Failure failure = failures.get(deployment.model());
      if (!isWhole(deployment, serving, failure) && mayTry(deployment, failure, now)) {
        actions.add(new Action.Load(deployment));
      }
    }
    for (String model : serving.keySet().stream().sorted().toList()) {
      if (!live.containsKey(model)) {
        actions.add(new Action.Unload(model));
      }
    }
    return actions;
  }

  /** One deployment per model: the one with the highest sequence. */
  static Map<String, Deployment> newest(List<Deployment> wanted) {
    Map<String, Deployment> newest = new TreeMap<>();
    for (Deployment deployment : wanted) {
      newest.merge(deployment.model(), deployment, (a, b) -> a.sequence() > b.sequence() ? a : b);
    }
    return newest;
  }

  private static boolean isWhole(
      Deployment deployment, Map<String, Deployment> serving, @Nullable Failure failure) {
    return deployment.equals(serving.get(deployment.model()))
        && (failure == null || !failure.deployment().equals(deployment));
  }

  private static boolean mayTry(Deployment deployment, @Nullable Failure failure, Instant now) {
    return failure == null
        || !failure.deployment().equals(deployment)
        || failure.retryAt().map(at -> !now.isBefore(at)).orElse(false);
  }
}
