package perennial.server.threads;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work whose thread gives way to others where processors are short: the network's threads get one
 * at once when they have something to do, instead of after the slices of what computes.
 *
 * <p>Uses the thread's nice value on Linux, where raising it needs no right; does nothing
 * elsewhere. Java's own thread priorities have no effect there without a setting of the JVM that
 * would also put its compiler first.
 */
public final class GivingWay {
  private static final Logger log = LoggerFactory.getLogger(GivingWay.class);

  private static final int NICER = 5; // a third of the others' share when all want all
  private static final int NICEST = 19;
  private static final int PRIO_PROCESS = 0; // of one thread, on Linux
  private static final int THIS_THREAD = 0;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final Optional<MethodHandle> GET =
      find("getpriority", FunctionDescriptor.of(INT, INT, INT));
  private static final Optional<MethodHandle> SET =
      find("setpriority", FunctionDescriptor.of(INT, INT, INT, INT));

  private GivingWay() {}

  /** The same work, in a platform thread that is used for nothing else and gives way to others. */
  public static Runnable to(Runnable work) {
    return () -> {
      boolean unused = lowerThisThread();
      work.run();
    };
  }

  /** Lowers the calling platform thread for good; says whether that was done. */
  static boolean lowerThisThread() {
    if (GET.isEmpty() || SET.isEmpty() || Thread.currentThread().isVirtual()) {
      return false;
    }
    try {
      int now = (int) GET.get().invokeExact(PRIO_PROCESS, THIS_THREAD);
      int nicer = Math.min(NICEST, now + NICER);
      return (int) SET.get().invokeExact(PRIO_PROCESS, THIS_THREAD, nicer) == 0;
    } catch (Throwable e) {
      log.debug("{} keeps its priority", Thread.currentThread().getName(), e);
      return false;
    }
  }

  private static Optional<MethodHandle> find(String function, FunctionDescriptor descriptor) {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      return linker
          .defaultLookup()
          .find(function)
          .map(address -> linker.downcallHandle(address, descriptor));
    } catch (RuntimeException e) { // native access is forbidden to this JVM
      log.debug("threads keep their priority", e);
      return Optional.empty();
    }
  }
}
