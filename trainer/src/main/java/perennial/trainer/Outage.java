package perennial.trainer;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database that is away, said once however often it is missed, and once when it is back. */
public final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final AtomicBoolean away = new AtomicBoolean();

  /** It could not be reached. */
  public void missed(Exception failure) {
    if (away.compareAndSet(false, true)) {
      LOG.warn("the database is away, waiting for it: {}", failure.getMessage());
    }
  }

  /** It answered. */
  public void answered() {
    if (away.compareAndSet(true, false)) {
      LOG.warn("the database is back");
    }
  }

  public boolean away() {
    return away.get();
  }
}
