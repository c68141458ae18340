package perennial.server.threads;

import java.util.OptionalInt;

/**
 * Work whose thread gives way to others where processors are short.
 *
 * <p>Uses the thread's nice value on Linux, where raising it needs no right; does nothing
 * elsewhere. Java's own thread priorities have no effect there without a setting of the JVM that
 * would also put its compiler first. A thread that computes still ends its slice of some
 * milliseconds before another runs, unless that one is a {@link PromptThread}.
 */
public final class GivingWay {
  private static final int NICER = 5; // a third of the others' share when all want all

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
    if (Thread.currentThread().isVirtual()) {
      return false;
    }
    OptionalInt now = Niceness.of(Niceness.THIS_THREAD);
    return now.isPresent() && Niceness.raise(Niceness.THIS_THREAD, now.getAsInt(), NICER);
  }
}
