package perennial.trainer.transactions;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import perennial.fitting.PurchaseTimings;

/**
 * Builds customer histories bucket by bucket, so that memory is bounded whatever the size of the
 * log: customers are spread over {@value #BUCKETS} buckets by the hash of their id, and as many
 * buckets are taken at once as fit.
 */
final class HistoryBuilder {
  static final int BUCKETS = 256;

  private final DuckSession duck;
  private final int bucketsAtOnce;
  private final IntConsumer progress;

  /**
   * @param bucketsAtOnce 1 to {@value #BUCKETS}
   * @param progress told how many of the buckets are done
   */
  HistoryBuilder(DuckSession duck, int bucketsAtOnce, IntConsumer progress) {
    this.duck = duck;
    this.bucketsAtOnce = bucketsAtOnce;
    this.progress = progress;
  }

  Histories histories(Window window) {
    Histories histories = new Histories();
    eachGroup(
        window,
        lines -> {
          HistoryReducer reducer = new HistoryReducer(window);
          for (int c = 0; c < lines.customers(); c++) {
            if (reducer.reduce(lines, lines.start(c), lines.start(c + 1))) {
              histories.set(histories.grow(1), reducer.row());
            }
          }
        });
    return histories;
  }

  void visit(Window window, CustomerVisitor visitor) {
    eachGroup(
        window,
        lines -> {
          String[] ids = ids(lines);
          HistoryReducer reducer = new HistoryReducer(window);
          for (int c = 0; c < lines.customers(); c++) {
            if (reducer.reduce(lines, lines.start(c), lines.start(c + 1))) {
              visitor.visit(ids[c], reducer.row());
            }
          }
        });
  }

  /** Totals over all customers. */
  HistoryTotals totals(Window window) {
    HistoryTotals totals = new HistoryTotals();
    eachGroup(
        window,
        lines -> {
          HistoryReducer reducer = new HistoryReducer(window);
          for (int c = 0; c < lines.customers(); c++) {
            if (reducer.reduce(lines, lines.start(c), lines.start(c + 1))) {
              totals.add(reducer);
            }
          }
        });
    return totals;
  }

  /** Sums over the times between purchases of the same customers. */
  PurchaseTimings timings(Window window) {
    TimingSums sums = new TimingSums(window);
    eachGroup(
        window,
        lines -> {
          for (int c = 0; c < lines.customers(); c++) {
            sums.add(lines, lines.start(c), lines.start(c + 1));
          }
        });
    return sums.timings();
  }

  private void eachGroup(Window window, Consumer<Lines> reader) {
    Lines lines = new Lines();
    for (int from = 0; from < BUCKETS; from += bucketsAtOnce) {
      int to = Math.min(BUCKETS, from + bucketsAtOnce);
      duck.execute(
          "CREATE OR REPLACE TEMP VIEW bucket_lines AS SELECT * FROM lines WHERE"
              + " customer IS NOT NULL AND bucket >= %d AND bucket < %d".formatted(from, to));
      lines.clear();
      duck.chunks(
          "SELECT %s FROM bucket_lines WHERE kind < %d AND day <= DATE '%s'"
              .formatted(Lines.COLUMNS, LineSql.ZERO_QUANTITY, window.holdoutEnd()),
          lines::add);
      lines.sort();
      reader.accept(lines);
      progress.accept(to);
    }
  }

  /** The ids of the customers of the bucket lines, by their place. */
  private String[] ids(Lines lines) {
    String[] ids = new String[lines.customers()];
    duck.chunks(
        "SELECT key, MIN(customer), MAX(customer) FROM (SELECT %s AS key, customer FROM bucket_lines) GROUP BY key"
            .formatted(Lines.KEY),
        chunk -> {
          for (int i = 0; i < chunk.rowCount(); i++) {
            String id = chunk.vector(1).getString(i);
            if (!id.equals(chunk.vector(2).getString(i))) {
              throw new IllegalStateException(
                  "customers '%s' and '%s' have the same hash: rename one"
                      .formatted(id, chunk.vector(2).getString(i)));
            }
            int customer = lines.customerOf(chunk.vector(0).getLong(i));
            if (customer >= 0) { // others have no line up to the end
              ids[customer] = id;
            }
          }
        });
    return ids;
  }
}
