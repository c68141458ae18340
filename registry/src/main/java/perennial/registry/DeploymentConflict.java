package perennial.registry;

import java.util.Optional;

/** Someone else deployed first: nothing was changed. */
public final class DeploymentConflict extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Optional<Deployment> winner;

  /**
   * @param winner the live deployment; empty when the model has none though one was expected
   */
  public DeploymentConflict(String model, long expectedSequence, Optional<Deployment> winner) {
    super(
        winner
            .map(w ->
                "%s is at deployment %d (v%d, by %s at %s: %s), not at %d: nothing was changed"
                    .formatted(
                        model,
                        w.sequence(),
                        w.championVersion(),
                        w.actor(),
                        w.deployedAt(),
                        w.reason(),
                        expectedSequence))
            .orElse(
                "%s has no deployment yet, but %d was expected: nothing was changed"
                    .formatted(model, expectedSequence)));
    this.winner = winner;
  }

  /** The deployment that is live instead. */
  public Optional<Deployment> winner() {
    return winner;
  }
}
