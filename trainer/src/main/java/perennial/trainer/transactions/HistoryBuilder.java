package perennial.trainer.transactions;

import java.util.List;
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
  private final long lines;
  private final int bucketsAtOnce;
  private final IntConsumer progress;

  /**
   * @param lines of all customers, about
   * @param bucketsAtOnce 1 to {@value #BUCKETS}
   * @param progress told how many of the buckets are done
   */
  HistoryBuilder(DuckSession duck, long lines, int bucketsAtOnce, IntConsumer progress) {
    this.duck = duck;
    this.lines = lines;
    this.bucketsAtOnce = bucketsAtOnce;
    this.progress = progress;
  }

  Histories histories(Window window) {
    Histories histories = new Histories();
    eachPart(
        window,
        lines -> {
          HistoryReducer reducer = new HistoryReducer(window, histories.repeatDays());
          for (int c = 0; c < lines.customers(); c++) {
            if (reducer.reduce(lines, lines.start(c), lines.start(c + 1))) {
              histories.set(histories.grow(1), reducer.row());
            }
          }
        });
    return histories;
  }

  /**
   * @param repeatDays counts the repeat purchase days of those who are visited
   */
  void visit(Window window, DayCounts repeatDays, CustomerVisitor visitor) {
    eachPass(
        window,
        pass -> {
          pass.parts().forEach(Lines::sort);
          List<String[]> ids = ids(pass);
          for (int part = 0; part < ids.size(); part++) {
            HistoryReducer reducer = new HistoryReducer(window, repeatDays);
            visit(pass.parts().get(part), ids.get(part), reducer, visitor);
          }
        });
  }

  private static void visit(
      Lines lines, String[] ids, HistoryReducer reducer, CustomerVisitor visitor) {
    for (int c = 0; c < lines.customers(); c++) {
      if (reducer.reduce(lines, lines.start(c), lines.start(c + 1))) {
        visitor.visit(ids[c], reducer.row());
      }
    }
  }

  /** Totals over all customers. */
  HistoryTotals totals(Window window) {
    HistoryTotals totals = new HistoryTotals();
    eachPart(
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
    eachPart(
        window,
        lines -> {
          for (int c = 0; c < lines.customers(); c++) {
            sums.add(lines, lines.start(c), lines.start(c + 1));
          }
        });
    return sums.timings();
  }

  private void eachPart(Window window, Consumer<Lines> reader) {
    eachPass(
        window,
        pass -> {
          for (Lines lines : pass.parts()) {
            lines.sort();
            reader.accept(lines);
          }
        });
  }

  private void eachPass(Window window, Consumer<LineParts> reader) {
    LineParts pass = new LineParts(bucketsAtOnce, Math.ceilDiv(lines, BUCKETS));
    for (int from = 0; from < BUCKETS; from += bucketsAtOnce) {
      int to = Math.min(BUCKETS, from + bucketsAtOnce);
      duck.execute(
          "CREATE OR REPLACE TEMP VIEW bucket_lines AS SELECT * FROM lines WHERE"
              + " customer IS NOT NULL AND key >> %1$d >= %2$d AND key >> %1$d < %3$d"
                  .formatted(LineParts.BUCKET_SHIFT, from, to));
      pass.clear(from);
      duck.chunks(
          "SELECT %s FROM bucket_lines WHERE kind < %d AND day <= DATE '%s'"
              .formatted(LineParts.COLUMNS, LineSql.ZERO_QUANTITY, window.holdoutEnd()),
          pass::add);
      reader.accept(pass);
      progress.accept(to);
    }
  }

  /** The ids of the customers of the bucket lines, by their part and their place in it. */
  private List<String[]> ids(LineParts pass) {
    List<String[]> ids = pass.parts().stream().map(lines -> new String[lines.customers()]).toList();
    duck.chunks(
        "SELECT key, MIN(customer), MAX(customer) FROM bucket_lines GROUP BY key",
        chunk -> {
          for (int i = 0; i < chunk.rowCount(); i++) {
            String id = chunk.vector(1).getString(i);
            if (!id.equals(chunk.vector(2).getString(i))) {
              throw new IllegalStateException(
                  "customers '%s' and '%s' have the same hash: rename one"
                      .formatted(id, chunk.vector(2).getString(i)));
            }
            long key = chunk.vector(0).getLong(i);
            int part = pass.part(key);
            int customer = pass.parts().get(part).customerOf(key);
            if (customer >= 0) { // others have no line up to the end
              ids.get(part)[customer] = id;
            }
          }
        });
    return ids;
  }
}
