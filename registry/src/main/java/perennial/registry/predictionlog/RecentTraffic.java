package perennial.registry.predictionlog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What models were asked lately. Bounded work: of each model the newest rows of a short window are
 * read through their index, {@link #MOST_ROWS} and the others of the same moment as the last of
 * them: a batch is looked at as a whole. Throws like {@link PredictionLog}.
 */
public interface RecentTraffic {
  int MOST_ROWS = 2_000;

  /**
   * The traffic of these models, one each, in their order; shadows are left out.
   *
   * @param from first moment
   * @param until first moment after
   */
  List<Traffic> of(Collection<String> models, Instant from, Instant until);
}
