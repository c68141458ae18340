package perennial.evaluation.charts;

/** Digits that a chart can show: the rest would only make what is stored longer. */
final class Rounding {
  private Rounding() {}

  /** To four decimals. */
  static double four(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }

  /** To seven decimals. */
  static double seven(double value) {
    return Math.rint(value * 1e7) / 1e7;
  }
}
