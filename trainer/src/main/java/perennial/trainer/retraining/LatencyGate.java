package perennial.trainer.retraining;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.registry.retraining.GateResult;

/**
 * Whether one prediction is fast enough: the 99th percentile over the replayed inputs, one by one,
 * after as many for warming up. Without logged requests the golden inputs are asked.
 */
final class LatencyGate implements Gate {
  private static final Horizons HORIZONS = Horizons.ofDays(30, 90, 365);
  private static final int ROUNDS = 2_000;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    List<CustomerHistory> logged = candidacy.replayed().map(Replayed::sample).orElse(List.of());
    List<CustomerHistory> inputs =
        logged.isEmpty()
            ? candidacy.candidate().goldens().stream().map(golden -> golden.history()).toList()
            : logged;
    double candidate = p99Micros(candidacy.candidate().model(), inputs);
    Optional<Double> champion =
        logged.isEmpty()
            ? Optional.empty()
            : candidacy.champion().map(version -> p99Micros(version.model(), inputs));
    double limit = candidacy.limits().latency().toNanos() / 1e3;
    Evidence evidence =
        Evidence.of(this, candidacy)
            .with("inputs", inputs.size())
            .with("p99Micros", candidate)
            .with("limitMicros", limit);
    champion.ifPresent(micros -> evidence.with("championP99Micros", micros));
    return evidence.passesIf(
        candidate <= limit,
        "99 %% of predictions take at most %.0f µs, limit %,.0f µs",
        candidate,
        limit);
  }

  private static double p99Micros(ClvModel model, List<CustomerHistory> inputs) {
    int calls = Math.max(ROUNDS, inputs.size());
    long[] nanos = new long[calls];
    double sum = 0;
    for (int round = 0; round < 2; round++) { // the first one warms up
      for (int i = 0; i < calls; i++) {
        CustomerHistory history = inputs.get(i % inputs.size());
        long start = System.nanoTime();
        sum += model.predict(history, HORIZONS).probabilityAlive();
        nanos[i] = System.nanoTime() - start;
      }
    }
    if (Double.isNaN(sum)) { // also keeps the predictions from being optimised away
      throw new ArithmeticException("a prediction is no number");
    }
    Arrays.sort(nanos);
    return nanos[(int) (0.99 * calls)] / 1e3;
  }
}
