package perennial.server.logging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lines of one kind of which no more than {@link #MOST_A_SECOND} are written: calls that fail in an
 * outage come as fast as callers send them, and must not fill the disk. For any number of threads.
 */
public final class FewLines {
  /** The most lines of a second. */
  static final int MOST_A_SECOND = 20;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanos;

  @GuardedBy("this")
  private long since;

  @GuardedBy("this")
  private int written;

  @GuardedBy("this")
  private long leftOut;

  public FewLines() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  FewLines(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /**
   * Writes the line, if it may be written now.
   *
   * @param line takes what to write at its end: how many were left out before it, or nothing
   */
  public void write(Consumer<String> line) {
    long before;
    synchronized (this) {
      long now = nanos.getAsLong();
      if (now - since >= SECOND) {
        since = now;
        written = 0;
      }
      if (written == MOST_A_SECOND) {
        leftOut++;
        return;
      }
      written++;
      before = leftOut;
      leftOut = 0;
    }
    line.accept(before == 0 ? "" : "; %d lines like this were left out".formatted(before));
  }
}
