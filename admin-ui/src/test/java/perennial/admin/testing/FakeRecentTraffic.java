package perennial.admin.testing;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import perennial.registry.predictionlog.RecentTraffic;
import perennial.registry.predictionlog.Traffic;

/** Traffic as it was set; of other models none. */
public final class FakeRecentTraffic implements RecentTraffic {
  private final Map<String, Traffic> traffic = new HashMap<>();

  /** Sets the traffic of its model. */
  public void set(Traffic seen) {
    traffic.put(seen.model(), seen);
  }

  @Override
  public List<Traffic> of(Collection<String> models, Instant from, Instant until) {
    return models.stream()
        .map(m ->
            traffic.getOrDefault(
                m, new Traffic(m, from, until, 0, 0, 0, 0, "", OptionalLong.empty())))
        .toList();
  }
}
