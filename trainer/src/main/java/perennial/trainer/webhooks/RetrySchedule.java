package perennial.trainer.webhooks;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import perennial.registry.webhooks.Webhooks;

/**
 * When a message is tried again: after a first wait, then three times as long each, up to 4 hours,
 * each shortened by up to half at random, so that messages that failed together do not come back
 * together.
 *
 * @param attempts the most attempts, the first one included
 * @param first wait after the first attempt
 */
record RetrySchedule(int attempts, Duration first) {
  private static final int FACTOR = 3;
  private static final int MAX_POWER = 9;

  /**
   * @param made attempts so far
   * @return empty to give up
   */
  Optional<Duration> next(int made, RandomGenerator random) {
    if (made >= attempts) {
      return Optional.empty();
    }
    long power = Math.round(Math.pow(FACTOR, Math.clamp(made - 1L, 0, MAX_POWER)));
    long whole = Math.min(Webhooks.LONGEST_WAIT.toMillis(), first.toMillis() * power);
    return Optional.of(Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1)));
  }
}
