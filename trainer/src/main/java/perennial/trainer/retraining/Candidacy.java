package perennial.trainer.retraining;

import java.util.Optional;
import perennial.evaluation.TrainingReport;
import perennial.registry.LoadedVersion;

/**
 * A registered version before its gates, with all that they look at.
 *
 * @param champion that answers now; empty when nothing is deployed
 * @param championReport of its training; empty without a champion
 * @param judged the fit and its customers
 * @param replayed logged requests answered by both; empty without a champion
 */
record Candidacy(
    LoadedVersion candidate,
    TrainingReport report,
    Optional<LoadedVersion> champion,
    Optional<TrainingReport> championReport,
    Judged judged,
    Optional<Replayed> replayed,
    GateLimits limits) {}
