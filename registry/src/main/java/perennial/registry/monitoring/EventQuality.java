package perennial.registry.monitoring;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;

/**
 * How many events of each kind came, by the day they came. Servers count in memory and add what
 * they counted now and then. Throws like {@link MonitoringStore}.
 */
public interface EventQuality {
  /** All events that came, whatever became of them. */
  String RECEIVED = "received";

  String MISSING = "missing";
  String OUT_OF_RANGE = "out of range";
  String DUPLICATE = "duplicate";
  String LATE = "late";
  String FUTURE_DATED = "future-dated";
  String UNKNOWN_CURRENCY = "unknown currency";

  /**
   * Adds to what the day has; all of it or nothing.
   *
   * @param day on which they came, in the ledger's time zone
   */
  void add(LocalDate day, Map<String, Long> events);

  /** Sums by kind over the days from {@code first} on and before {@code end}. */
  SortedMap<String, Long> counts(LocalDate first, LocalDate end);
}
