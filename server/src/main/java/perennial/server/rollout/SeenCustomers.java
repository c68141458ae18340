package perennial.server.rollout;

import java.util.concurrent.atomic.AtomicLongArray;
import perennial.server.serving.TextHash;

/**
 * Tells whether a customer was seen before, in a fixed 512 KiB, for any number of threads. Nobody
 * is new twice; a customer may be taken for one who came before: 1 in 10,000 of the first 100,000,
 * 1 in 1,500 of 200,000, 1 in 18 of a million. Who is missed is chance, so shares and means of the
 * others stay what they are.
 *
 * <p>A Bloom filter in blocks of one word: 16 bits of the customer's hash choose the word, 30 more
 * choose five of its bits, and one atomic step sets them. Putze, Sanders and Singler (2010),
 * "Cache-, hash-, and space-efficient Bloom filters", Journal of Experimental Algorithmics 14,
 * section 3. With {@code c} customers so far a word has some {@code Poisson(c / 65,536)} of them,
 * and the next customer is missed with the mean of {@code (1 - (63/64)^(5 j))^5} over those {@code
 * j}.
 */
final class SeenCustomers {
  private static final int WORDS = 1 << 16;

  private final AtomicLongArray words = new AtomicLongArray(WORDS);

  /** Takes note of the customer; false when there was one before. */
  boolean isNew(String customerId) {
    long hash = TextHash.of(customerId);
    int word = (int) (hash >>> 48);
    long mask = // a shift takes six bits
        1L << hash
            | 1L << (hash >>> 6)
            | 1L << (hash >>> 12)
            | 1L << (hash >>> 18)
            | 1L << (hash >>> 24);
    return (words.get(word) & mask) != mask
        && (words.getAndAccumulate(word, mask, (a, b) -> a | b) & mask) != mask;
  }
}
