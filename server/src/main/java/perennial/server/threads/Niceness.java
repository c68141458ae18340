package perennial.server.threads;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nice values of platform threads, which Linux keeps for each thread. */
final class Niceness {
  private static final Logger log = LoggerFactory.getLogger(Niceness.class);

  /** The calling thread, in place of a number. */
  static final int THIS_THREAD = 0;

  private static final int HIGHEST = 19;
  private static final int PRIO_PROCESS = 0; // of one thread, on Linux
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final Optional<MethodHandle> GET =
      LinuxCalls.find("getpriority", FunctionDescriptor.of(INT, INT, INT));
  private static final Optional<MethodHandle> SET =
      LinuxCalls.find("setpriority", FunctionDescriptor.of(INT, INT, INT, INT));

  private Niceness() {}

  /**
   * Of the thread.
   *
   * @param thread the system's number of it
   * @return empty where the system does not say
   */
  static OptionalInt of(int thread) {
    if (GET.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of((int) GET.get().invokeExact(PRIO_PROCESS, thread));
    } catch (Throwable e) {
      log.debug("the nice value is unknown", e);
      return OptionalInt.empty();
    }
  }

  /**
   * Raises it to so much above another, for which no right is needed; never lowers it.
   *
   * @return whether it has at least that value now
   */
  static boolean raise(int thread, int above, int by) {
    OptionalInt now = of(thread);
    int wanted = Math.min(HIGHEST, above + by);
    return now.isPresent() && (now.getAsInt() >= wanted || set(thread, wanted));
  }

  private static boolean set(int thread, int nice) {
    if (SET.isEmpty()) {
      return false;
    }
    try {
      return (int) SET.get().invokeExact(PRIO_PROCESS, thread, nice) == 0;
    } catch (Throwable e) {
      log.debug("the nice value stays", e);
      return false;
    }
  }
}
