package perennial.server.threads;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener that is opened when it is needed and closed when it is in an unknown condition, to be
 * opened anew. For one thread.
 */
public final class Reopened<L extends AutoCloseable> {
  private static final Logger log = LoggerFactory.getLogger(Reopened.class);

  private final Supplier<L> open;
  private @Nullable L listener;

  public Reopened(Supplier<L> open) {
    this.open = open;
  }

  /** The open one, or a new one. Throws what opening throws. */
  public L get() {
    L known = listener;
    if (known == null) {
      known = open.get();
      listener = known;
    }
    return known;
  }

  public boolean isOpen() {
    return listener != null;
  }

  /** Closes it, if it is open. */
  public void close() {
    L known = listener;
    listener = null;
    if (known != null) {
      try {
        known.close();
      } catch (Exception e) {
        log.debug("closing a listener", e);
      }
    }
  }
}
