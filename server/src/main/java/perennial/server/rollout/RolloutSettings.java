package perennial.server.rollout;

import java.time.Duration;

/**
 * How answers are logged and challengers watched.
 *
 * @param loggedShare share of the predictions that are logged, in {@code [0, 1]}
 * @param keptDays days after which the prediction log drops a day
 * @param brake when a challenger is stopped
 */
public record RolloutSettings(double loggedShare, int keptDays, Brake.Limits brake) {
  /** One prediction in ten, for somewhat more than a year. */
  public static final RolloutSettings DEFAULTS =
      new RolloutSettings(0.1, 400, new Brake.Limits(500, Duration.ofMinutes(5), 0.02, 3, 0.25));
}
