package perennial.deploy;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a program running until SIGINT or SIGTERM, then closes its parts in the given order. */
final class UntilStopped {
  private static final Logger LOG = LoggerFactory.getLogger(UntilStopped.class);

  private UntilStopped() {}

  /** Returns only when the virtual machine is about to end. */
  static void await(AutoCloseable... parts) throws InterruptedException {
    onStop(parts);
    new CountDownLatch(1).await();
  }

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
