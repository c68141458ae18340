package perennial.trainer.transactions;

import java.util.Arrays;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/**
 * The lines of some buckets of customers, in primitive arrays, and then customer by customer.
 *
 * <p>A customer is a key here, 63 bits of the hash of the id with the bucket on top: of a million
 * customers, two share one with a probability of 1 in 10^7. Customers come in the order of their
 * keys, which depends on nothing but their ids.
 */
final class Lines {
  /** SQL for a customer's key. */
  static final String KEY = "(CAST(bucket AS BIGINT) << 55) | CAST(hash(customer) >> 9 AS BIGINT)";

  /** SQL for the columns in the order of {@link #add}, of lines up to a day. */
  static final String COLUMNS =
      KEY
          + """
              , CAST(day - DATE '1970-01-01' AS INTEGER), CAST(amount * 1000000 AS BIGINT),
            CAST(kind AS TINYINT), CASE WHEN order_id IS NULL THEN 0
              ELSE CAST(hash(order_id) >> 1 AS BIGINT) END\
          """;

  private int size;
  private long[] key = new long[0];
  private int[] day = new int[0];
  private long[] amount = new long[0];
  private boolean[] refund = new boolean[0];
  private long[] order = new long[0];

  /** The distinct keys ascending, and where the lines of each begin in {@link #sorted}. */
  private CustomerKeys customers = CustomerKeys.of(key, 0);

  private int[] starts = new int[1];
  private int[] sorted = new int[0];

  void clear() {
    size = 0;
  }

  void add(DuckDBDataChunkReader chunk) {
    int rows = (int) chunk.rowCount();
    grow(size + rows);
    DuckDBReadableVector keys = chunk.vector(0);
    DuckDBReadableVector days = chunk.vector(1);
    DuckDBReadableVector amounts = chunk.vector(2);
    DuckDBReadableVector kinds = chunk.vector(3);
    DuckDBReadableVector orders = chunk.vector(4);
    for (int i = 0; i < rows; i++) {
      key[size + i] = keys.getLong(i);
      day[size + i] = days.getInt(i);
      amount[size + i] = amounts.getLong(i);
      refund[size + i] = kinds.getByte(i) == LineSql.REFUND;
      order[size + i] = orders.getLong(i);
    }
    size += rows;
  }

  private void grow(int rows) {
    if (rows > key.length) {
      int capacity = Math.max(rows, key.length + key.length / 2);
      key = Arrays.copyOf(key, capacity);
      day = Arrays.copyOf(day, capacity);
      amount = Arrays.copyOf(amount, capacity);
      refund = Arrays.copyOf(refund, capacity);
      order = Arrays.copyOf(order, capacity);
    }
  }

  /** Puts the lines in the order of customer and day. */
  void sort() {
    customers = CustomerKeys.of(key, size);
    int count = customers.count();
    int[] next = new int[count + 1];
    for (int i = 0; i < size; i++) {
      next[customers.placeOf(i) + 1]++;
    }
    for (int c = 0; c < count; c++) {
      next[c + 1] += next[c];
    }
    starts = next.clone();
    long[] packed = new long[size]; // day and line of each customer's lines
    for (int i = 0; i < size; i++) {
      packed[next[customers.placeOf(i)]++] = (long) day[i] << 32 | i;
    }
    sorted = new int[size];
    for (int c = 0; c < count; c++) {
      Arrays.sort(packed, starts[c], starts[c + 1]);
    }
    for (int i = 0; i < size; i++) {
      sorted[i] = (int) packed[i];
    }
  }

  int customers() {
    return customers.count();
  }

  /** The customer with this key, by the order of keys; negative when there is none. */
  int customerOf(long customerKey) {
    return customers.find(customerKey);
  }

  /** First place of a customer's lines; the last one ends before the next customer's first. */
  int start(int customer) {
    return starts[customer];
  }

  int day(int place) {
    return day[sorted[place]];
  }

  /** In millionths of the currency. */
  long amount(int place) {
    return amount[sorted[place]];
  }

  boolean isRefund(int place) {
    return refund[sorted[place]];
  }

  /** Hash of the order's id; 0 when there is none. */
  long order(int place) {
    return order[sorted[place]];
  }
}
