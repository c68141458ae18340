package perennial.model;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/** Bounds on the processor time of a computation, which a busy machine does not lengthen. */
final class CpuTime {
  /** Ends what would never end; far above any bound. */
  private static final Duration NEVER = Duration.ofMinutes(3);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  static void assertAtMost(Duration most, Runnable computation, Supplier<String> what) {
    long used =
        assertTimeoutPreemptively(
            NEVER,
            () -> {
              long before = THREADS.getCurrentThreadCpuTime();
              computation.run();
              return THREADS.getCurrentThreadCpuTime() - before;
            },
            what);
    assertTrue(
        used <= most.toNanos(), () -> "%s took %s".formatted(what.get(), Duration.ofNanos(used)));
  }
}
