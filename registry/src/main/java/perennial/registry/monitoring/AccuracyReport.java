package perennial.registry.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import perennial.monitoring.MaturedAccuracy;

/**
 * What became of the predictions that one version made in one month or week, as known on a day.
 *
 * @param asOf last day of the ledger that labels come from
 * @param accuracies by partial horizon and segment, all customers first
 */
public record AccuracyReport(
    String model,
    long version,
    LocalDate asOf,
    Instant measuredAt,
    List<MaturedAccuracy> accuracies) {}
