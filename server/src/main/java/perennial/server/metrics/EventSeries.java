package perennial.server.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of events, and how late they came. */
public final class EventSeries {
  private static final String NAME = "perennial_events_total";

  private final LongAdder recorded = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();
  private final Histogram lag = new Histogram(Histogram.LAG_NANOS);

  EventSeries() {}

  /** Events were answered. */
  public void answered(long recordedNow, long duplicatesNow, long rejectedNow) {
    recorded.add(recordedNow);
    duplicates.add(duplicatesNow);
    rejected.add(rejectedNow);
  }

  /** So many events of a kind came. */
  public void kind(String kind, long events) {
    if (events > 0) {
      kinds.computeIfAbsent(kind, k -> new LongAdder()).add(events);
    }
  }

  /** Takes the counts by kind since the last time; empty when nothing came. */
  public Map<String, Long> takeKinds() {
    Map<String, Long> taken = new HashMap<>();
    kinds.forEach((kind, events) -> {
      long count = events.sumThenReset();
      if (count > 0) {
        taken.put(kind, count);
      }
    });
    return taken;
  }

  /**
   * An event was recorded, now or before.
   *
   * @param nanos since it happened
   */
  public void lag(long nanos) {
    lag.add(nanos);
  }

  void write(MetricsText text) {
    text.family(NAME, "counter", "Events by what became of them.");
    text.sample(NAME, MetricsText.label("result", "recorded"), recorded.sum());
    text.sample(NAME, MetricsText.label("result", "duplicate"), duplicates.sum());
    text.sample(NAME, MetricsText.label("result", "rejected"), rejected.sum());
    text.family("perennial_event_lag_seconds", "histogram", "Time from an event to its recording.");
    lag.write(text, "perennial_event_lag_seconds", "");
  }
}
