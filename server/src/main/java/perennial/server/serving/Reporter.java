package perennial.server.serving;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import perennial.registry.ModelRegistry;
import perennial.registry.ServingReport;

/** Tells the registry what this server does: at every change and as a heartbeat. For one thread. */
final class Reporter {
  /** Well under the minute after which the registry takes a server for gone. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final ModelRegistry registry;
  private final String server;
  private final Clock clock;
  private List<ModelStatus> reported = List.of();
  private Instant reportedAt = Instant.EPOCH;

  Reporter(ModelRegistry registry, String server, Clock clock) {
    this.registry = registry;
    this.server = server;
    this.clock = clock;
  }

  void report(List<ModelStatus> statuses) {
    Instant now = clock.instant();
    if (statuses.equals(reported) && isFresh(now)) {
      return;
    }
    for (ModelStatus s : statuses) {
      registry.report(
          new ServingReport(
              server,
              s.model(),
              s.deploymentSequence(),
              s.servingVersion(),
              s.state(),
              s.detail(),
              now));
    }
    reported = List.copyOf(statuses);
    reportedAt = now;
  }

  Duration untilHeartbeat(Duration atMost) {
    if (reported.isEmpty()) {
      return atMost;
    }
    Instant now = clock.instant();
    if (!isFresh(now)) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, reportedAt.plus(HEARTBEAT));
    return left.compareTo(atMost) < 0 ? left : atMost;
  }

  /**
   * Whether the last report still says that this server lives; not after the clock was set back.
   */
  private boolean isFresh(Instant now) {
    return !now.isBefore(reportedAt) && now.isBefore(reportedAt.plus(HEARTBEAT));
  }
}
