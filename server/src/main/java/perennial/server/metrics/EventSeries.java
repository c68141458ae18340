package perennial.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What became of events, and how late they came. */
public final class EventSeries {
  private static final String NAME = "perennial_events_total";

  private final LongAdder recorded = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final Histogram lag = new Histogram(Histogram.LAG_NANOS);

  EventSeries() {}

  /** Events were answered. */
  public void answered(long recordedNow, long duplicatesNow, long rejectedNow) {
    recorded.add(recordedNow);
    duplicates.add(duplicatesNow);
    rejected.add(rejectedNow);
  }

  /**
   * An event was sent.
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
