package perennial.trainer.transactions;

/**
 * An exact sum of amounts in millionths of the currency, in 128 bits: whatever the order of the
 * lines, the sum has the same bits.
 */
final class MoneySum {
  private static final double MILLION = 1e6;
  private static final double TWO_TO_64 = 0x1p64;

  private long high;
  private long low;

  void clear() {
    high = 0;
    low = 0;
  }

  void add(long millionths) {
    low += millionths;
    boolean carry = Long.compareUnsigned(low, millionths) < 0;
    high += (millionths >> 63) + (carry ? 1 : 0);
  }

  /** The sum in the currency, to the last digit of a double up to nine billion. */
  double value() {
    boolean small = high == low >> 63;
    double lowUnsigned = low >= 0 ? low : low + TWO_TO_64;
    return (small ? low : high * TWO_TO_64 + lowUnsigned) / MILLION;
  }
}
