package perennial.trainer.transactions;

import java.util.Arrays;

/**
 * The lines of some buckets of customers, in primitive arrays, and then customer by customer.
 * Customers come in the order of their keys, which depends on nothing but their ids.
 */
final class Lines {
  private int size;
  private long[] key;
  private int[] day;
  private long[] amount;
  private boolean[] refund;
  private long[] order;

  /** The distinct keys ascending, and where the lines of each begin in {@link #sorted}. */
  private CustomerKeys customers = CustomerKeys.of(new long[0], 0);

  private int[] starts = new int[1];
  private int[] sorted = new int[0];

  /**
   * @param capacity lines that there is room for at first, {@code > 1}
   */
  Lines(int capacity) {
    key = new long[capacity];
    day = new int[capacity];
    amount = new long[capacity];
    refund = new boolean[capacity];
    order = new long[capacity];
  }

  void clear() {
    size = 0;
  }

  /**
   * @param customerKey the customer's key, {@code >= 0}
   * @param orderHash 0 when the order is not known
   */
  void add(long customerKey, int epochDay, long millionths, boolean isRefund, long orderHash) {
    if (size == key.length) {
      grow(size + size / 2);
    }
    key[size] = customerKey;
    day[size] = epochDay;
    amount[size] = millionths;
    refund[size] = isRefund;
    order[size] = orderHash;
    size++;
  }

  private void grow(int capacity) {
    key = Arrays.copyOf(key, capacity);
    day = Arrays.copyOf(day, capacity);
    amount = Arrays.copyOf(amount, capacity);
    refund = Arrays.copyOf(refund, capacity);
    order = Arrays.copyOf(order, capacity);
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
