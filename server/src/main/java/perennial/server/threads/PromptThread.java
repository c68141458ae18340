package perennial.server.threads;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that gets a processor at once when it wakes up, such as one of the network's, which
 * wakes up often and works for a fraction of a millisecond each time.
 *
 * <p>Linux lets a thread that computes (a version that is loaded, the JVM's compilers) finish its
 * slice of some milliseconds before one that wakes up, whatever their nice values, except when the
 * latter asks for a shorter slice ({@code sched_setattr(2)}, {@code sched_runtime} of a normal
 * thread, from Linux 6.12 on). The share of the processors stays what it was. Older kernels ignore
 * the wish, other systems are not asked.
 */
public final class PromptThread {
  private static final Logger log = LoggerFactory.getLogger(PromptThread.class);

  private static final long SLICE_NANOS = 100_000; // the shortest that Linux grants
  private static final int SCHED_OTHER = 0;
  private static final long RESET_ON_FORK = 1; // threads that it starts are ordinary ones
  private static final int SAID_AS_POLICY = 0x4000_0000; // that flag, once it is set
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  // struct sched_attr, as it was first
  private static final MemoryLayout ATTRIBUTES =
      MemoryLayout.structLayout(INT, INT, LONG, INT, INT, LONG, LONG, LONG);
  private static final Map<String, Long> SET_ATTRIBUTES =
      Map.of("amd64", 314L, "x86_64", 314L, "aarch64", 274L); // number of the system call
  private static final Optional<Long> CALL =
      Optional.ofNullable(SET_ATTRIBUTES.get(System.getProperty("os.arch", "")));
  private static final Optional<MethodHandle> POLICY =
      LinuxCalls.find("sched_getscheduler", FunctionDescriptor.of(INT, INT));
  // glibc has no function of its own for it before 2.41
  private static final Optional<MethodHandle> SYSCALL =
      LinuxCalls.find(
          "syscall",
          FunctionDescriptor.of(LONG, LONG, INT, ValueLayout.ADDRESS, INT),
          Linker.Option.firstVariadicArg(1));

  private PromptThread() {}

  /**
   * Makes the calling platform thread prompt for good; again changes nothing. Says whether the
   * system took the wish.
   */
  public static boolean makeThisThread() {
    if (CALL.isEmpty()
        || POLICY.isEmpty()
        || SYSCALL.isEmpty()
        || Thread.currentThread().isVirtual()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      OptionalInt nice = Niceness.of(Niceness.THIS_THREAD);
      // Whoever runs the server under another policy knows why.
      int policy = (int) POLICY.get().invokeExact(Niceness.THIS_THREAD) & ~SAID_AS_POLICY;
      if (nice.isEmpty() || policy != SCHED_OTHER) {
        return false;
      }
      MemorySegment wish = wish(arena, nice.getAsInt());
      return (long) SYSCALL.get().invokeExact((long) CALL.get(), Niceness.THIS_THREAD, wish, 0)
          == 0;
    } catch (Throwable e) {
      log.debug("{} keeps its slice", Thread.currentThread().getName(), e);
      return false;
    }
  }

  private static MemorySegment wish(Arena arena, int nice) {
    MemorySegment wish = arena.allocate(ATTRIBUTES); // all zero
    wish.set(INT, 0, (int) ATTRIBUTES.byteSize());
    wish.set(INT, 4, SCHED_OTHER);
    wish.set(LONG, 8, RESET_ON_FORK);
    wish.set(INT, 16, nice);
    wish.set(LONG, 24, SLICE_NANOS);
    return wish;
  }
}
