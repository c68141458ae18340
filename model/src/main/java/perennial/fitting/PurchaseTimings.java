package perennial.fitting;

import java.util.Optional;

/**
 * Sums over the times between a data set's purchases: all that {@link ErlangFitter} and the test of
 * regularity need of them.
 *
 * @param gaps times between one purchase day and the next of a customer; as many as repeat
 *     purchases
 * @param sumLogGapDays sum of the natural logarithms of the gaps in days
 * @param pairs of successive gaps of one customer, the first with the second, the third with the
 *     fourth and so on
 * @param sumSquares sum over pairs of {@code (M - 1/2)^2}, {@code M = first/(first + second)}
 * @param sumFourths sum over pairs of {@code (M - 1/2)^4}
 */
public record PurchaseTimings(
    long gaps, double sumLogGapDays, long pairs, double sumSquares, double sumFourths) {
  /** No purchases. */
  public static final PurchaseTimings NONE = new PurchaseTimings(0, 0, 0, 0, 0);

  /**
   * @throws IllegalArgumentException naming the first value out of its range
   */
  public PurchaseTimings {
    if (gaps < 0 || pairs < 0 || pairs > gaps / 2) {
      throw new IllegalArgumentException(
          "gaps %d and pairs %d must be >= 0, with two gaps a pair".formatted(gaps, pairs));
    }
    if (!Double.isFinite(sumLogGapDays)) {
      throw new IllegalArgumentException(
          "sum of logarithms %s must be finite".formatted(sumLogGapDays));
    }
    if (!(0 <= sumFourths && sumFourths <= sumSquares && sumSquares <= 0.25 * pairs)) {
      throw new IllegalArgumentException(
          "sums %s and %s over %d pairs must be in [0, a quarter each], fourths the smaller"
              .formatted(sumSquares, sumFourths, pairs));
    }
  }

  /** How regular the purchases are; absent with fewer than two pairs, or when all are alike. */
  public Optional<TimingRegularity> regularity() {
    return pairs < 2 || sumSquares == 0 ? Optional.empty() : Optional.of(TimingRegularity.of(this));
  }

  /** With the gaps of one more customer, in days and in their order. */
  public PurchaseTimings plus(double... gapDays) {
    double logs = sumLogGapDays;
    double squares = sumSquares;
    double fourths = sumFourths;
    for (int i = 0; i < gapDays.length; i++) {
      logs += Math.log(gapDays[i]);
      if (i % 2 == 1) {
        double deviation = gapDays[i - 1] / (gapDays[i - 1] + gapDays[i]) - 0.5;
        squares += deviation * deviation;
        fourths += deviation * deviation * deviation * deviation;
      }
    }
    return new PurchaseTimings(
        gaps + gapDays.length, logs, pairs + gapDays.length / 2, squares, fourths);
  }
}
