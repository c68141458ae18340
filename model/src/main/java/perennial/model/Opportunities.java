package perennial.model;

/**
 * A history in whole opportunities. The opportunities are at times 1, 2, 3, ... after the first
 * purchase.
 *
 * @param purchases opportunities used, in {@code [0, last]}
 * @param last the last one used, 0 for none
 * @param count opportunities so far, {@code >= last}
 * @param untilNext time from the observation end to the next one, in {@code (0, 2)}
 */
public record Opportunities(double purchases, double last, double count, double untilNext) {
  /** Days over a whole unit come out a rounding error away from whole numbers. */
  private static final double ROUNDING = 1e-9;

  /** Where doubles stand in for any number of opportunities. */
  private static final double MOST = 1e150;

  /**
   * Of purchases that may happen at any time of a period: the period's end is its opportunity,
   * several purchases in one period are one, and a purchase in the unfinished period has used that
   * period's opportunity already.
   */
  public static Opportunities ofPurchases(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    return of(x, Math.max(Math.ceil(tx - ROUNDING), Math.min(x, 1)), T);
  }

  /**
   * Of renewals, which are due at whole times and are paid about then, early or late: the last one
   * is the due time nearest to it.
   */
  public static Opportunities ofRenewals(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    return of(x, Math.rint(tx), T);
  }

  private static Opportunities of(int x, double lastUsed, double T) {
    double last = Math.min(lastUsed, MOST);
    double count = Math.max(last, Math.min(Math.floor(T + ROUNDING), MOST));
    return new Opportunities(Math.min(x, last), last, count, Math.max(ROUNDING, count + 1 - T));
  }

  /** Whether the last opportunity was used. */
  public boolean usedLast() {
    return last == count;
  }

  /** How many opportunities lie within {@code t} after the observation end. */
  double within(double t) {
    return Math.max(0, Math.floor(t - untilNext + 1 + ROUNDING));
  }
}
