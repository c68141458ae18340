package perennial.model;

/** Checks of what callers hand in, in one wording. */
final class Arguments {
  private Arguments() {}

  static void requireParameter(String name, double value) {
    if (!(0 < value && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "parameter %s %s must be > 0 and finite".formatted(name, value));
    }
  }

  static void requireCount(String family, double[] parameters, int count) {
    if (parameters.length != count) {
      throw new IllegalArgumentException(
          "%s has %d parameters, not %d".formatted(family, count, parameters.length));
    }
  }

  static void requireHistory(int x, double tx, double T) {
    if (!(x >= 0 && 0 <= tx && tx <= T && T <= Double.MAX_VALUE && (x > 0 || tx == 0))) {
      throw new IllegalArgumentException(
          "history x=%d, tx=%s, T=%s must have x >= 0, 0 <= tx <= T, tx = 0 at x = 0"
              .formatted(x, tx, T));
    }
  }

  static void requireTime(String name, double value) {
    if (!(0 <= value && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("%s %s must be >= 0 and finite".formatted(name, value));
    }
  }
}
