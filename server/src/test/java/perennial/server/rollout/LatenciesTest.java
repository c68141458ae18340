package perennial.server.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void quantile_anyDurations_isExactToAnEighth() {
    Random random = new Random(7);
    long[] durations = new long[10_000];
    Latencies latencies = new Latencies();
    for (int i = 0; i < durations.length; i++) {
      durations[i] = (long) Math.exp(2 + 4 * Math.abs(random.nextGaussian()));
      latencies.add(durations[i]);
    }
    Arrays.sort(durations);
    long[] counts = Latencies.none();
    latencies.addTo(counts);
    for (double q : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
      long exact = durations[(int) Math.ceil(q * durations.length) - 1];
      long found = Latencies.quantile(counts, q);
      assertTrue(exact <= found && found <= exact * 1.125, q + ": " + found + " for " + exact);
    }
  }

  @Test
  void quantile_extremes_areCounted() {
    Latencies latencies = new Latencies();
    latencies.add(-5);
    latencies.add(0);
    latencies.add(Long.MAX_VALUE);
    long[] counts = Latencies.none();
    latencies.addTo(counts);
    assertEquals(0, Latencies.quantile(counts, 0.5));
    assertEquals(Long.MAX_VALUE, Latencies.quantile(counts, 0.99));
    assertEquals(0, Latencies.quantile(Latencies.none(), 0.99));
  }
}
