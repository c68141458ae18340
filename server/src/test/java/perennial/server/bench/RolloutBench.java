package perennial.server.bench;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.server.TestServing;
import perennial.server.customers.FakeLedger;
import perennial.server.rollout.Clocks;
import perennial.server.rollout.LiveRollout;
import perennial.server.rollout.RolloutSettings;
import perennial.server.rollout.Stops;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.RequestedTerms;
import perennial.server.serving.Rollout;
import perennial.server.serving.Serving;

/** Prints what log and brake cost a prediction: the calling thread's processor time. */
class RolloutBench {
  private static final PredictionQuery QUERY =
      new PredictionQuery("retail", Horizons.ofDays(30, 365), 0, RequestedTerms.NONE);
  private static final int ROUNDS = 9;

  @Test
  void table() {
    System.out.printf("%n%-40s %10s%n", "prediction of a history, from cache", "CPU us");
    print("nothing beside", Rollout.NONE);
    for (double share : new double[] {0, 0.1, 1}) {
      try (LiveRollout rollout =
          new LiveRollout(
              new DiscardingLog(),
              new FakeRegistry(),
              new RolloutSettings(share, 400, RolloutSettings.DEFAULTS.brake()),
              Stops.in(Optional.empty()),
              Throwable::toString,
              Clocks.same(Clock.systemUTC()))) {
        rollout.start();
        print("logged share " + share, rollout);
      }
    }
  }

  private static void print(String name, Rollout rollout) {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    List<CustomerHistory> customers = TestModels.histories(1_000);
    double[] micros = new double[ROUNDS];
    double sum = 0;
    try (Serving serving =
        new Serving(
            registry,
            registry::listen,
            new FakeLedger(),
            TestServing.settings(64 << 20),
            rollout,
            Clock.systemUTC())) {
      serving.start("bench");
      TestServer.eventually("ready", () -> serving.health().snapshot().ready());
      for (int i = -5; i < ROUNDS; i++) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int call = 0; call < 100_000; call++) {
          sum +=
              serving
                  .router()
                  .predict(QUERY, customers.get(call % customers.size()))
                  .prediction()
                  .probabilityAlive();
        }
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        micros[Math.max(0, i)] = (end - start) / 1e3 / 100_000;
      }
    }
    Arrays.sort(micros);
    System.out.printf("%-40s %10.3f   (sum %.3g)%n", name, micros[ROUNDS / 2], sum);
  }
}
