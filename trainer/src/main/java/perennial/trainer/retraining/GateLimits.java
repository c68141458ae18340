package perennial.trainer.retraining;

import java.time.Duration;

/**
 * What a version must keep to.
 *
 * @param minimumCustomers below this many a gate cannot tell
 * @param holdoutMargin how much larger its error may be than the champion's, at the upper end of
 *     the 95 % interval, relative to the champion's
 * @param calibration largest difference of predicted and actual purchases of a decile, relative to
 *     the larger of both
 * @param replayTotal largest relative change of the customers' summed CLV
 * @param replayMoved largest share of customers that change their tier
 * @param outsideFitted largest share of served inputs outside of what it was fitted on
 * @param latency 99th percentile of one prediction
 * @param replayDays how far back logged requests are replayed
 */
public record GateLimits(
    int minimumCustomers,
    double holdoutMargin,
    double calibration,
    double replayTotal,
    double replayMoved,
    double outsideFitted,
    Duration latency,
    int replayDays) {

  public static final GateLimits DEFAULT =
      new GateLimits(200, 0.05, 0.5, 0.25, 0.25, 0.05, Duration.ofMillis(5), 30);

  /**
   * @throws IllegalArgumentException naming the first field out of its range
   */
  public GateLimits {
    require("minimum of customers", minimumCustomers, 1, 1_000_000_000);
    require("holdout margin", holdoutMargin, 0, 10);
    require("calibration", calibration, 0, 10);
    require("replay total", replayTotal, 0, 10);
    require("replay moved", replayMoved, 0, 1);
    require("outside of what was fitted", outsideFitted, 0, 1);
    require("latency in ms", latency.toMillis(), 1, 60_000);
    require("replay days", replayDays, 1, 366);
  }

  private static void require(String field, double value, double least, double most) {
    if (!(least <= value && value <= most)) { // also rejects NaN
      throw new IllegalArgumentException(
          "%s %s must be in [%s, %s]".formatted(field, value, least, most));
    }
  }
}
