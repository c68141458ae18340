package perennial.admin.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/**
 * What the ledger and the prediction log have of one customer.
 *
 * @param purchases what was bought by day, in the ledger's time zone, before returns
 * @param events the newest ones, newest first
 * @param eventCount of all
 * @param predictions the newest ones, newest first
 * @param predictionCount of all
 */
record Dossier(
    NavigableMap<LocalDate, BigDecimal> purchases,
    List<CustomerEvent> events,
    long eventCount,
    List<LoggedPrediction> predictions,
    long predictionCount) {
  /** So many rows of each kind are kept at most: one customer must not fill the memory. */
  static final int MOST = 10_000;

  static Dossier read(CustomerLedger ledger, PredictionLog log, ZoneId zone, String id) {
    NavigableMap<LocalDate, BigDecimal> purchases = new TreeMap<>();
    Newest<CustomerEvent> events = new Newest<>();
    ledger.events(
        id,
        event -> {
          events.add(event);
          if (event.type().isPurchase()) {
            LocalDate day = LocalDate.ofInstant(event.occurredAt(), zone);
            purchases.merge(day, event.amount(), BigDecimal::add);
          }
        });
    Newest<LoggedPrediction> predictions = new Newest<>();
    log.of(id, predictions::add);
    return new Dossier(
        purchases,
        events.newestFirst(),
        events.count,
        predictions.newestFirst(),
        predictions.count);
  }

  /** The last rows of a stream that comes oldest first. */
  private static final class Newest<T> {
    private final Deque<T> rows = new ArrayDeque<>();
    private long count;

    void add(T row) {
      count++;
      rows.addFirst(row);
      if (rows.size() > MOST) {
        rows.removeLast();
      }
    }

    List<T> newestFirst() {
      return new ArrayList<>(rows);
    }
  }
}
