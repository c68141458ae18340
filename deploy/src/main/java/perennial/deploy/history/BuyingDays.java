package perennial.deploy.history;

import java.time.LocalDate;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import perennial.model.CustomerHistory;

/** One customer's purchase days and what was spent on each, as they become known. */
final class BuyingDays {
  private static final double CENTS = 100;

  private final String customerId;
  private final NavigableMap<LocalDate, Long> cents = new TreeMap<>();

  BuyingDays(String customerId) {
    this.customerId = customerId;
  }

  String customerId() {
    return customerId;
  }

  void add(LocalDate day, long more) {
    cents.merge(day, more, Long::sum);
  }

  LocalDate first() {
    return cents.firstKey();
  }

  /** The last purchase day up to that day. */
  Optional<LocalDate> lastUpTo(LocalDate day) {
    return Optional.ofNullable(cents.floorKey(day));
  }

  /** What was known at the end of that day, on which the first purchase was made at the latest. */
  CustomerHistory at(LocalDate day) {
    NavigableMap<LocalDate, Long> known = cents.headMap(day, true);
    int repeats = known.size() - 1;
    long first = known.firstKey().toEpochDay();
    long spent =
        known.entrySet().stream().skip(1).mapToLong(Entry::getValue).sum(); // repeat days only
    return new CustomerHistory(
        repeats,
        known.lastKey().toEpochDay() - first,
        day.toEpochDay() - first,
        repeats == 0 ? 0 : spent / CENTS / repeats);
  }
}
