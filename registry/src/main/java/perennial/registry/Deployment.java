package perennial.registry;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a model serves, or served. The live one is the one with the highest sequence.
 *
 * @param sequence 1, 2, 3, ... within the model
 * @param challengerShare share of customers, in {@code [0, 1]}; 0 without challenger
 */
public record Deployment(
    String model,
    long sequence,
    long championVersion,
    OptionalLong challengerVersion,
    double challengerShare,
    OptionalLong shadowVersion,
    String actor,
    String reason,
    Instant deployedAt) {}
