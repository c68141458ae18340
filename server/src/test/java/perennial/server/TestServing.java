package perennial.server;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.serving.ColdStart;
import perennial.server.serving.SegmentRates;
import perennial.server.serving.Serving;

/** Settings of {@link Serving} for tests: the model {@code retail}, a ledger in EUR by UTC. */
public final class TestServing {
  private TestServing() {}

  /** Keeps no version, and so many bytes of predictions. */
  public static Serving.Settings settings(long cacheBytes) {
    return new Serving.Settings(
        "retail",
        Duration.ofSeconds(1),
        Optional.empty(),
        cacheBytes,
        Duration.ofHours(1),
        new Serving.CustomerRules(
            new LedgerTerms(ZoneOffset.UTC, "EUR"),
            ColdStart.DEFAULT,
            SegmentRates.NONE,
            Duration.ofMinutes(1)));
  }
}
