package perennial.server.bench;

import com.github.benmanes.caffeine.cache.Ticker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.server.TestModels;
import perennial.server.serving.PredictionCache;
import perennial.server.serving.ServedVersion;
import perennial.uncertainty.PredictionIntervals;

/** Prints what the prediction cache saves or costs a prediction: this thread's processor time. */
class CacheBench {
  private static final Horizons HORIZONS = Horizons.ofDays(30, 365);
  private static final int ROUNDS = 9;

  @Test
  void table() {
    ServedVersion version =
        new ServedVersion(
            "retail", 1, "", TestModels.model(1), PredictionIntervals.of(TestModels.model(1)), 1);
    List<CustomerHistory> few = TestModels.histories(1_000);
    List<CustomerHistory> many = TestModels.histories(10_000);
    System.out.printf("%n%-40s %10s%n", "prediction, two horizons", "CPU us");
    print("computed, no cache", cache(0), version, few);
    print("always found (1,000 in 64 MiB)", cache(64 << 20), version, few);
    print("never found (10,000 in 0.1 MiB)", cache(100_000), version, many);
  }

  private static void print(
      String name, PredictionCache cache, ServedVersion version, List<CustomerHistory> customers) {
    double[] micros = new double[ROUNDS];
    double sum = 0;
    for (int warmUp = 0; warmUp < 10; warmUp++) {
      sum += predictAll(cache, version, customers, 20_000);
    }
    for (int i = 0; i < ROUNDS; i++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      sum += predictAll(cache, version, customers, 100_000);
      long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      micros[i] = (end - start) / 1e3 / 100_000;
    }
    java.util.Arrays.sort(micros);
    System.out.printf("%-40s %10.2f   (sum %.3g)%n", name, micros[ROUNDS / 2], sum);
  }

  private static double predictAll(
      PredictionCache cache, ServedVersion version, List<CustomerHistory> customers, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum +=
          cache
              .predict(
                  version,
                  customers.get(i % customers.size()),
                  HORIZONS,
                  0,
                  version.clvModel().terms())
              .probabilityAlive();
    }
    return sum;
  }

  private static PredictionCache cache(long bytes) {
    return new PredictionCache(bytes, Duration.ofHours(1), Ticker.systemTicker());
  }
}
