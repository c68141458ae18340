package perennial.server.rollout;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells whether a customer was seen before, in a fixed 256 KiB: one bit for each hash. Of 100,000
 * customers some 2,400 are taken for others that came before them. For any number of threads.
 */
final class SeenCustomers {
  private static final int BITS = 1 << 21;
  private static final int MIXER = 0x9E3779B9; // 2^32 by the golden ratio: spreads what is alike

  private final AtomicLongArray words = new AtomicLongArray(BITS / Long.SIZE);

  /** Takes note of the customer; false when there was one before. */
  boolean isNew(String customerId) {
    int hash = customerId.hashCode();
    hash = (hash ^ hash >>> 16) * MIXER;
    int bit = (hash ^ hash >>> 15) & BITS - 1;
    int word = bit / Long.SIZE;
    long mask = 1L << bit % Long.SIZE;
    return (words.get(word) & mask) == 0
        && (words.getAndAccumulate(word, mask, (a, b) -> a | b) & mask) == 0;
  }
}
