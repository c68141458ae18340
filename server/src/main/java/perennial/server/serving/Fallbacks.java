package perennial.server.serving;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts customers whom a cohort answered because the model could not, and says why once. */
public final class Fallbacks {
  private static final Logger log = LoggerFactory.getLogger(Fallbacks.class);
  private static final int MOST_REASONS = 1_000;

  private final LongAdder count = new LongAdder();
  private final Set<Reason> told = ConcurrentHashMap.newKeySet();

  private record Reason(long generation, String why) {}

  /** Since the start of the process. */
  public long count() {
    return count.sum();
  }

  /**
   * @param why without any personal data; one of a few texts
   */
  void add(ServedVersion version, String why) {
    count.increment();
    if (told.size() < MOST_REASONS && told.add(new Reason(version.generation(), why))) {
      log.warn(
          "{} v{} cannot answer some customers, whose cohorts do: {}",
          version.model(),
          version.number(),
          why);
    }
  }
}
