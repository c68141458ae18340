package perennial.registry.predictionlog;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a model was asked lately, as its logged predictions tell. Each stands for as many as its
 * kind is logged one of: the sums are estimates, without bias where every share is known.
 *
 * @param from after which the rows are: the newest one that was not looked at, or the window's
 *     begin where each was
 * @param until first moment after
 * @param rows that were looked at
 * @param ofUnknownShare rows that count as one each, as nobody knows for how many they stand
 * @param predictions estimated; a request that failed as a whole counts as one
 * @param failed estimated, of these
 * @param mostFailed the status that most of the failed rows ended with; empty where none failed
 * @param p99Micros latency of 99 % of what was answered, without network; empty below {@link
 *     #LEAST_ANSWERS} answered rows
 */
public record Traffic(
    String model,
    Instant from,
    Instant until,
    long rows,
    long ofUnknownShare,
    double predictions,
    double failed,
    String mostFailed,
    OptionalLong p99Micros) {
  /** Fewer answers have no 99th percentile that is not their largest. */
  public static final int LEAST_ANSWERS = 100;

  /**
   * Estimated predictions a second, over the time from {@code from} to {@code until}, at least a
   * millisecond.
   */
  public double perSecond() {
    return predictions * 1e3 / Math.max(1, Duration.between(from, until).toMillis());
  }

  /** Estimated share that failed; 0 where nothing was asked. */
  public double errorRate() {
    return predictions == 0 ? 0 : failed / predictions;
  }
}
