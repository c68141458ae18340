package perennial.trainer;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.scheduling.Reachability;

/** A database that is away, said once however often it is missed, and once when it is back. */
public final class Outage implements Reachability {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final AtomicBoolean away = new AtomicBoolean();

  @Override
  public void missed(Exception failure) {
    if (away.compareAndSet(false, true)) {
      LOG.warn("the database is away, waiting for it: {}", failure.getMessage());
    }
  }

  @Override
  public void answered() {
    if (away.compareAndSet(true, false)) {
      LOG.warn("the database is back");
    }
  }

  public boolean away() {
    return away.get();
  }
}
