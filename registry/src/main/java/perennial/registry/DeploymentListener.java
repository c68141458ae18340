package perennial.registry;

import java.time.Duration;

/** Waits for deployment changes announced by the database (LISTEN/NOTIFY). For one thread. */
public interface DeploymentListener extends AutoCloseable {
  /**
   * Waits until some deployment changed or the time is over; connects again when it must. Missed
   * announcements are possible: callers poll as well.
   *
   * @return whether a change was announced
   * @throws RegistryUnavailable when the database cannot be reached
   * @throws InterruptedException when the waiting thread is interrupted
   */
  boolean await(Duration atMost) throws InterruptedException;

  @Override
  void close();
}
