package perennial.server;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.registry.RegistryUnavailable;
import perennial.registry.monitoring.EventQuality;

/** Counts of events in memory that can be away for the first additions. */
public final class FakeEventQuality implements EventQuality {
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private int failures;

  public FakeEventQuality(int failures) {
    this.failures = failures;
  }

  @Override
  public synchronized void add(LocalDate day, Map<String, Long> events) {
    if (failures > 0) {
      failures--;
      throw new RegistryUnavailable("adding counts", new IllegalStateException("down"));
    }
    events.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
  }

  @Override
  public synchronized SortedMap<String, Long> counts(LocalDate first, LocalDate end) {
    return new TreeMap<>(counts);
  }
}
