package perennial.trainer.transactions;

import perennial.fitting.PurchaseTimings;

/**
 * Sums over the times between purchase days up to an observation end. Customers are added in the
 * order of {@link Lines}, so that the sums are the same whatever the number of buckets at once.
 */
final class TimingSums {
  private final int observationEnd;
  private long gaps;
  private double sumLogs;
  private double lost;
  private long pairs;
  private double sumSquares;
  private double sumFourths;

  TimingSums(Window window) {
    observationEnd = Math.toIntExact(window.observationEnd().toEpochDay());
  }

  /** Adds one customer's lines, in {@code [from, to)} and in the order of their days. */
  void add(Lines lines, int from, int to) {
    int before = Integer.MIN_VALUE;
    int ownGaps = 0;
    double firstOfPair = 0;
    for (int i = from; i < to && lines.day(i) <= observationEnd; i++) {
      int day = lines.day(i);
      if (lines.isRefund(i) || day == before) {
        continue;
      }
      if (before != Integer.MIN_VALUE) {
        double gap = day - before;
        addLog(Math.log(gap));
        if (++ownGaps % 2 == 0) {
          addPair(firstOfPair / (firstOfPair + gap) - 0.5);
        }
        firstOfPair = gap;
      }
      before = day;
    }
    gaps += ownGaps;
    pairs += ownGaps / 2;
  }

  /** Kahan's sum: one number that the likelihood of everybody hangs on. */
  private void addLog(double log) {
    double term = log - lost;
    double sum = sumLogs + term;
    lost = (sum - sumLogs) - term;
    sumLogs = sum;
  }

  private void addPair(double deviation) {
    double square = deviation * deviation;
    sumSquares += square;
    sumFourths += square * square;
  }

  PurchaseTimings timings() {
    return new PurchaseTimings(gaps, sumLogs, pairs, sumSquares, sumFourths);
  }
}
