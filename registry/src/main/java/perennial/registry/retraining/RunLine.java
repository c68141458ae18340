package perennial.registry.retraining;

import java.time.Instant;

/**
 * A line of a run's log.
 *
 * @param number 1, 2, 3, ... within the run
 */
public record RunLine(long number, Instant at, String text) {}
