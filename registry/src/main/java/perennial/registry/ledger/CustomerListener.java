package perennial.registry.ledger;

import java.time.Duration;
import java.util.Set;

/**
 * Hears which customers changed, in whatever process. Closed by its owner. For one thread, but for
 * {@link #close}.
 */
public interface CustomerListener extends AutoCloseable {
  /**
   * What was heard. Without revisions: a state that was read between the change and its
   * announcement is read once more, some milliseconds later and only if somebody asks, while every
   * announcement would be twice as long.
   *
   * @param customers ids of customers that changed
   * @param gap changes may have been missed (the connection is new): forget everything
   */
  record Changes(Set<String> customers, boolean gap) {}

  /**
   * Waits for changes.
   *
   * @return none when nothing changed in that time
   * @throws perennial.registry.RegistryUnavailable when the connection is lost; the next call makes
   *     a new one, and reports a gap
   */
  Changes await(Duration atMost) throws InterruptedException;

  @Override
  void close();
}
