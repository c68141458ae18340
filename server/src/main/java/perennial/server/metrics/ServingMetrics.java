package perennial.server.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import perennial.registry.ServingReport;
import perennial.server.serving.ModelStatus;
import perennial.server.serving.ServingHealth;

/** What the health tells over time: swaps of versions, and how long the registry has been away. */
public final class ServingMetrics {
  @GuardedBy("this")
  private final Map<String, Long> serving = new HashMap<>();

  @GuardedBy("this")
  private long swaps;

  private ServingMetrics() {}

  /** Listens to the health from now on. */
  public static void follow(ServingHealth health, ServerMetrics metrics) {
    ServingMetrics following = new ServingMetrics();
    health.listen(following::hear);
    metrics.counter(
        "perennial_swaps_total", "Versions that took over from another.", following::swaps);
    metrics.gauge(
        "perennial_registry_staleness_seconds",
        "Time since the registry last answered; 0 while it does.",
        () -> health.registrySilence().toNanos() / 1e9);
    metrics.gauge(
        "perennial_ready",
        "1 when requests should be sent here.",
        () -> health.snapshot().ready() ? 1 : 0);
    metrics.gauge(
        "perennial_models_failed",
        "Models of which a wanted version cannot serve; what served before goes on.",
        () ->
            health.snapshot().models().stream()
                .filter(model -> model.state() == ServingReport.State.FAILED)
                .count());
  }

  private synchronized void hear(ServingHealth.Snapshot health) {
    for (ModelStatus status : health.models()) {
      long before = serving.getOrDefault(status.model(), 0L);
      if (status.servingVersion() != before) {
        swaps += before > 0 ? 1 : 0;
        serving.put(status.model(), status.servingVersion());
      }
    }
  }

  private synchronized long swaps() {
    return swaps;
  }
}
