package perennial.trainer.transactions;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lines of a log one by one, with their numbers, customers together. */
public final class NumberedLines implements AutoCloseable {
  /**
   * A purchase or a refund.
   *
   * @param file the place of its file among the files
   * @param number of the line within it, from 1, headers and blank lines not counted
   * @param amount below 0 for most refunds
   * @param order empty when there is none
   */
  public record Line(
      int file,
      long number,
      String customer,
      LocalDate day,
      BigDecimal amount,
      boolean refund,
      String order,
      Origin origin) {}

  /** Where a line came from, as it stands there; each empty when there is none. */
  public record Origin(String channel, String device, String market, String category) {}

  /** Takes lines. */
  public interface Taker {
    void take(List<Line> lines);
  }

  private static final long LINES_OF_A_PART = 500_000;

  /** Purchases and refunds. */
  private static final String TAKEN =
      "customer IS NOT NULL AND kind < %d".formatted(LineSql.ZERO_QUANTITY);

  private final DuckSession duck;
  private final ReadProgress progress;

  private NumberedLines(DuckSession duck, ReadProgress progress) {
    this.duck = duck;
    this.progress = progress;
  }

  /**
   * Reads the files.
   *
   * @throws BadInput when a file, a column or a value is wrong; names file, line and value
   */
  public static NumberedLines read(
      InputFiles input, LogFormat format, String memoryLimit, ReadProgress progress) {
    DuckSession duck = DuckSession.open(memoryLimit);
    try {
      duck.execute("SET preserve_insertion_order = true"); // numbers follow the file
      new LineLoader(duck, format, progress, true).load(input.files(), DateParser.of(format));
      return new NumberedLines(duck, progress);
    } catch (RuntimeException e) {
      duck.close();
      throw e;
    }
  }

  /** Lines that are neither purchase nor refund, by the reason. */
  public SortedMap<String, Long> dropped() {
    SortedMap<String, Long> dropped = new TreeMap<>();
    duck.query(
        """
        SELECT CASE WHEN customer IS NULL THEN 'no customer' WHEN kind = %d THEN 'quantity zero'
            ELSE 'quantity and price both negative' END AS reason, COUNT(*)
        FROM lines WHERE customer IS NULL OR kind >= %1$d GROUP BY reason
        """
            .formatted(LineSql.ZERO_QUANTITY),
        row -> dropped.put(row.getString(1), row.getLong(2)));
    return dropped;
  }

  /**
   * Hands over all purchases and refunds, customer by customer. Customers come by id within each of
   * a few parts, so that whoever writes them down writes near where it wrote before.
   *
   * @param atMost lines at once; a customer with more is cut
   */
  public void each(int atMost, Taker taker) {
    long all = count();
    int parts = (int) Math.clamp(Math.ceilDiv(all, LINES_OF_A_PART), 1L, HistoryBuilder.BUCKETS);
    List<Line> lines = new ArrayList<>();
    long[] done = new long[1];
    for (int part = 0; part < parts; part++) {
      duck.each(
          """
          SELECT file, number, customer, day, amount, kind, order_text,
            channel, device, market, category
          FROM lines
          WHERE %s AND key >> %d >= %d AND key >> %2$d < %d
          ORDER BY customer, file, number
          """
              .formatted(
                  TAKEN,
                  LineParts.BUCKET_SHIFT,
                  part * HistoryBuilder.BUCKETS / parts,
                  (part + 1) * HistoryBuilder.BUCKETS / parts),
          row -> {
            if (lines.size() == atMost) {
              taker.take(List.copyOf(lines));
              done[0] += lines.size();
              progress.at("loading", done[0], all);
              lines.clear();
            }
            return lines.add(line(row));
          });
    }
    if (!lines.isEmpty()) {
      taker.take(List.copyOf(lines));
    }
    progress.at("loading", all, all);
  }

  private long count() {
    long[] count = new long[1];
    duck.query("SELECT count(*) FROM lines WHERE " + TAKEN, row -> count[0] = row.getLong(1));
    return count[0];
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getInt(1),
        row.getLong(2),
        row.getString(3),
        row.getObject(4, LocalDate.class),
        row.getBigDecimal(5),
        row.getInt(6) == LineSql.REFUND,
        text(row, 7),
        new Origin(text(row, 8), text(row, 9), text(row, 10), text(row, 11)));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).orElse("");
  }

  @Override
  public void close() {
    duck.close();
  }
}
