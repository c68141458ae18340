package perennial.server.serving;

/**
 * A request, or a whole batch, that failed before any version was asked: it was wrong, refused, its
 * customer could not be loaded, or nothing serves the model.
 *
 * @param model the asked one, or the default; empty when the name cannot be one of a model, or was
 *     not read
 * @param customerId empty when none was named, or a wrong one
 * @param arrivedNanos when the call came, by {@link System#nanoTime}
 */
public record Unanswered(String model, String customerId, long arrivedNanos) {}
