package perennial.registry.monitoring;

import java.time.Instant;

/**
 * A line of an alert's thread.
 *
 * @param actor a person, or {@code worker}
 * @param what such as {@code seen}, {@code acknowledged}, {@code muted}, {@code retraining
 *     suppressed}
 * @param detail figures or the reason
 */
public record AlertNote(Instant at, String actor, String what, String detail) {}
