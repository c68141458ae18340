package perennial.registry;

import java.time.Instant;

/**
 * What one server says it does about one model; the latest report of each server is kept.
 *
 * @param server the server's own name, unique among running servers
 * @param model the model
 * @param deploymentSequence the deployment it acts on
 * @param servingVersion the version that answers now; 0 when none does
 * @param state of the wanted version
 * @param detail reason of a failure; empty otherwise
 * @param reportedAt by the server's clock
 */
public record ServingReport(
    String server,
    String model,
    long deploymentSequence,
    long servingVersion,
    State state,
    String detail,
    Instant reportedAt) {

  /** States of the version that the deployment wants. */
  public enum State {
    LOADING,
    READY,
    FAILED
  }
}
