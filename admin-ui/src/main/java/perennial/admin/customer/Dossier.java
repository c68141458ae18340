package perennial.admin.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
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
 */
record Dossier(
    NavigableMap<LocalDate, BigDecimal> purchases,
    Newest<CustomerEvent> events,
    Newest<LoggedPrediction> predictions) {
  /** So many rows of each kind are kept at most: one customer must not fill the memory. */
  static final int MOST = 10_000;

  /**
   * Rows of one kind, newest first.
   *
   * @param rows the newest ones
   * @param count of all
   */
  record Newest<T>(List<T> rows, long count) {}

  static Dossier read(CustomerLedger ledger, PredictionLog log, ZoneId zone, String id) {
    NavigableMap<LocalDate, BigDecimal> purchases = new TreeMap<>();
    Last<CustomerEvent> events = new Last<>();
    ledger.events(
        id,
        event -> {
          events.add(event);
          if (event.type().isPurchase()) {
            LocalDate day = LocalDate.ofInstant(event.occurredAt(), zone);
            purchases.merge(day, event.amount(), BigDecimal::add);
          }
        });
    Last<LoggedPrediction> predictions = new Last<>();
    log.of(id, predictions::add);
    return new Dossier(purchases, events.newest(), predictions.newest());
  }

  /** The last rows of a stream that comes oldest first. */
  private static final class Last<T> {
    private final Deque<T> rows = new ArrayDeque<>();
    private long count;

    void add(T row) {
      count++;
      rows.addFirst(row);
      if (rows.size() > MOST) {
        rows.removeLast();
      }
    }

    Newest<T> newest() {
      return new Newest<>(List.copyOf(rows), count);
    }
  }
}
