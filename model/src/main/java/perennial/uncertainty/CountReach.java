package perennial.uncertainty;

import perennial.model.Future;

/** How far a customer's counts go. */
final class CountReach {
  /** The probability beyond a count that is out of reach. */
  private static final double TAIL = 1e-7;

  private static final int SMALLEST = 4096;

  private CountReach() {}

  /** Whether hardly anyone alive makes more than so many purchases within {@code t}. */
  static boolean isWithin(int most, Future future, double t) {
    return future.probabilityAtLeast(most + 1, t) <= TAIL;
  }

  /** A count that is out of reach, or one above {@code most}. */
  static int of(Future future, double t, int most) {
    int n = SMALLEST;
    while (n <= most && !isWithin(n, future, t)) {
      n *= 2;
    }
    return n;
  }
}
