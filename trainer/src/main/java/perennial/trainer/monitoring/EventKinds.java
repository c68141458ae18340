package perennial.trainer.monitoring;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import perennial.registry.monitoring.EventQuality;

/** Counts at the door as shares of all events: what is not counted as anything is good. */
final class EventKinds {
  private static final String GOOD = "good";

  private EventKinds() {}

  static Map<String, Long> of(SortedMap<String, Long> counted) {
    Map<String, Long> kinds = new HashMap<>(counted);
    long received = counted.getOrDefault(EventQuality.RECEIVED, 0L);
    kinds.remove(EventQuality.RECEIVED);
    long suspicious = kinds.values().stream().mapToLong(Long::longValue).sum();
    kinds.put(GOOD, Math.max(0, received - suspicious));
    return kinds;
  }
}
