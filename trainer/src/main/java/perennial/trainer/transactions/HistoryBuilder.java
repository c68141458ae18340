package perennial.trainer.transactions;

import java.util.function.IntConsumer;

/**
 * Runs the feature SQL bucket by bucket, so that memory is bounded whatever the size of the log:
 * customers are spread over {@value #BUCKETS} buckets by the hash of their id, and as many buckets
 * are taken at once as fit.
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
        chunk -> {
          HistoryChunk rows = new HistoryChunk(chunk);
          int start = histories.grow(rows.size());
          for (int i = 0; i < rows.size(); i++) {
            histories.set(start + i, rows.row(i));
          }
        });
    return histories;
  }

  void visit(Window window, CustomerVisitor visitor) {
    eachGroup(
        window,
        chunk -> {
          HistoryChunk rows = new HistoryChunk(chunk);
          for (int i = 0; i < rows.size(); i++) {
            visitor.visit(rows.customer(i), rows.row(i));
          }
        });
  }

  /** Totals over all customers. */
  HistoryTotals totals(Window window) {
    HistoryTotals totals = new HistoryTotals();
    eachGroup(window, chunk -> totals.add(new HistoryChunk(chunk)));
    return totals;
  }

  private void eachGroup(Window window, DuckSession.ChunkReader reader) {
    for (int from = 0; from < BUCKETS; from += bucketsAtOnce) {
      int to = Math.min(BUCKETS, from + bucketsAtOnce);
      duck.execute(
          "CREATE OR REPLACE TEMP VIEW bucket_lines AS SELECT * FROM lines WHERE"
              + " customer IS NOT NULL AND bucket >= %d AND bucket < %d".formatted(from, to));
      duck.chunks(
          "SELECT * FROM (%s) ORDER BY hash(customer) %% %d, customer"
              .formatted(FeatureSql.at(window), BUCKETS),
          reader);
      progress.accept(to);
    }
  }
}
