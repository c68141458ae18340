package perennial.deploy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the parts of a program that stops. */
final class UntilStopped {
  private static final Logger LOG = LoggerFactory.getLogger(UntilStopped.class);

  private UntilStopped() {}

  /** Closes the parts when the virtual machine is told to end. */
  static void onStop(AutoCloseable... parts) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(parts), "stop"));
  }

  /** Closes the parts in order; one that fails is logged and does not keep the others open. */
  static void close(AutoCloseable... parts) {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("could not stop {}", part.getClass().getSimpleName(), e);
      }
    }
  }
}
