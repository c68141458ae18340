package perennial.trainer.transactions;

import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/**
 * The lines of a range of buckets, read in one pass and spread over parts by bucket: a part's
 * arrays stay near the processor's caches while it is sorted.
 *
 * <p>A customer's key is 63 bits of the hash of the id with the bucket in the top eight: of a
 * million customers, two share one with a probability of 1 in 10^7.
 */
final class LineParts {
  /** SQL for the columns in the order of {@link #add}, of table {@code lines}. */
  static final String COLUMNS =
      """
      key, CAST(day - DATE '1970-01-01' AS INTEGER), CAST(amount * 1000000 AS BIGINT), kind,
        COALESCE(order_id, 0)\
      """;

  /** How far the bucket is to the left in a key. */
  static final int BUCKET_SHIFT = 55;

  private static final int MOST_PARTS = 64;

  private final int bucketsInPart;
  private final List<Lines> parts = new ArrayList<>();
  private int firstBucket;

  /**
   * @param buckets in the range
   * @param linesInBucket about; room is made for some more, since growing copies everything
   */
  LineParts(int buckets, long linesInBucket) {
    bucketsInPart = Math.ceilDiv(buckets, MOST_PARTS);
    int capacity = Math.toIntExact(linesInBucket * bucketsInPart * 17 / 16 + 1024);
    for (int bucket = 0; bucket < buckets; bucket += bucketsInPart) {
      parts.add(new Lines(capacity));
    }
  }

  /** Forgets all lines; those that are added next are of buckets from this one on. */
  void clear(int bucket) {
    firstBucket = bucket;
    parts.forEach(Lines::clear);
  }

  void add(DuckDBDataChunkReader chunk) {
    DuckDBReadableVector keys = chunk.vector(0);
    DuckDBReadableVector days = chunk.vector(1);
    DuckDBReadableVector amounts = chunk.vector(2);
    DuckDBReadableVector kinds = chunk.vector(3);
    DuckDBReadableVector orders = chunk.vector(4);
    for (int i = 0; i < chunk.rowCount(); i++) {
      long key = keys.getLong(i);
      parts
          .get(part(key))
          .add(
              key,
              days.getInt(i),
              amounts.getLong(i),
              kinds.getByte(i) == LineSql.REFUND,
              orders.getLong(i));
    }
  }

  /** The part of a customer. */
  int part(long key) {
    return ((int) (key >>> BUCKET_SHIFT) - firstBucket) / bucketsInPart;
  }

  /** The parts in the order of their customers' keys. */
  List<Lines> parts() {
    return parts;
  }
}
