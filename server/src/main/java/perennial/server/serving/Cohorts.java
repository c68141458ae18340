package perennial.server.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.cohort.CohortEstimates;

/**
 * The cohort estimates of the versions that answer here, made by {@link CohortWatcher}: one
 * volatile, immutable map that it alone writes.
 */
final class Cohorts {
  private static final CohortEstimates UNCOUNTED = CohortEstimates.uncounted();

  private volatile Map<Long, CohortEstimates> byGeneration = Map.of();

  /** The version's; until they are made everybody is its new customer. */
  CohortEstimates of(ServedVersion version) {
    @Nullable CohortEstimates found = byGeneration.get(version.generation());
    return found == null ? UNCOUNTED : found;
  }

  Map<Long, CohortEstimates> current() {
    return byGeneration;
  }

  void publish(Map<Long, CohortEstimates> estimates) {
    byGeneration = Map.copyOf(estimates);
  }
}
