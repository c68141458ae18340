package perennial.uncertainty;

import perennial.model.Future;

/** How far a customer's counts go. */
final class CountReach {
  /** The probability beyond a count that is out of reach. */
  private static final double TAIL = 1e-7;

  private static final double LEAST = 1e-30;
  private static final int SMALLEST = 8;

  private CountReach() {}

  /** Whether hardly anyone alive makes more than so many purchases within {@code t}. */
  static boolean isWithin(int most, Future future, double t) {
    return future.probabilityAtLeast(most + 1, t) <= TAIL;
  }

  /** The count that is reached with a probability of about 1e-7, or one above {@code most}. */
  static int of(Future future, double t, int most) {
    int below = 0;
    double logBelow = 0;
    for (int n = SMALLEST; ; n *= 2) {
      double tail = future.probabilityAtLeast(n, t);
      if (tail <= TAIL) {
        // The tail falls like a power of a number below 1, or faster.
        double log = Math.log(Math.max(tail, LEAST));
        double share = (Math.log(TAIL) - logBelow) / (log - logBelow);
        return below + 2 + (int) Math.ceil(share * (n - below));
      }
      if (n > most) {
        return n;
      }
      below = n;
      logBelow = Math.log(tail);
    }
  }
}
