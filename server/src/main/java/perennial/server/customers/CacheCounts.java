package perennial.server.customers;

import java.util.concurrent.atomic.LongAdder;

/** How often a cache had what was asked of it. */
final class CacheCounts {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  void hits(int more) {
    hits.add(more);
  }

  void misses(int more) {
    misses.add(more);
  }

  long hits() {
    return hits.sum();
  }

  long misses() {
    return misses.sum();
  }
}
