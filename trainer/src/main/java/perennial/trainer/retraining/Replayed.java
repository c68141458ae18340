package perennial.trainer.retraining;

import java.util.List;
import perennial.model.CustomerHistory;
import perennial.registry.retraining.ReplayReport;

/**
 * A replay with what gates need beside its report.
 *
 * @param refusedByCandidate requests that the champion answers and the candidate cannot
 * @param refusedByChampion requests that the champion cannot answer
 * @param sample of the inputs, for measuring
 */
record Replayed(
    ReplayReport report,
    long refusedByCandidate,
    long refusedByChampion,
    List<CustomerHistory> sample) {}
