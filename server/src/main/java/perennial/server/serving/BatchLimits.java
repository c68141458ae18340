package perennial.server.serving;

import perennial.model.Horizons;
import perennial.uncertainty.PredictionIntervals;

/** How much one request may ask for, whatever it comes over. */
public final class BatchLimits {
  /** The most customers of one batch. */
  public static final int MAX_ROWS = 10_000;

  /** The most rows times horizons of one batch with intervals: some seconds of a processor. */
  public static final int MAX_INTERVALS = 20_000;

  /**
   * A request's bytes that weigh like a row while it waits: few rows cannot hold much memory. A row
   * of covariates has fewer.
   */
  private static final int BYTES_A_ROW = 400;

  /** What is predicted where a request names no horizon. */
  public static final Horizons ONE_YEAR = Horizons.ofDays(365);

  private BatchLimits() {}

  /**
   * What an unread batch weighs: its rows, each once for each horizon where it has intervals, or
   * what its bytes weigh; at least 1, and no more than a batch can have: one that has more is
   * refused when it is read.
   */
  public static int weight(long rows, long horizons, boolean intervals, int bytes) {
    long most = Math.min(rows, MAX_ROWS);
    long weight = intervals ? most * Math.max(1, horizons) : most;
    return (int) Math.clamp(Math.max(weight, bytes / BYTES_A_ROW), 1, MAX_INTERVALS);
  }

  /**
   * @param field that holds the rows
   * @throws InvalidRequest for too many rows, none, or too many with intervals
   */
  public static void check(String field, int rows, Horizons horizons, double level) {
    if (rows < 1 || rows > MAX_ROWS) {
      throw InvalidRequest.of(field, "must have 1 to %,d rows, not %,d".formatted(MAX_ROWS, rows));
    }
    checkLevel(level);
    if (level > 0 && rows * horizons.count() > MAX_INTERVALS) {
      throw InvalidRequest.of(
          "interval_level",
          "with intervals rows times horizons may be at most %,d, not %,d"
              .formatted(MAX_INTERVALS, rows * horizons.count()));
    }
  }

  /**
   * @throws InvalidRequest for a level that is neither 0 nor one of intervals
   */
  public static void checkLevel(double level) {
    if (level != 0 && !PredictionIntervals.isLevel(level)) {
      throw InvalidRequest.of(
          "interval_level",
          "%s must be 0 or in [%s, %s]"
              .formatted(level, PredictionIntervals.MIN_LEVEL, PredictionIntervals.MAX_LEVEL));
    }
  }
}
