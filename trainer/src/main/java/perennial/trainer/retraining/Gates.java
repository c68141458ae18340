package perennial.trainer.retraining;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import perennial.registry.RegistryUnavailable;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;
import perennial.trainer.TrainingProgress;

/** All gates in their order. A gate that cannot be run has not been passed. */
final class Gates {
  private static final List<Gate> ALL =
      List.of(
          new SchemaGate(),
          new ProvenanceGate(),
          new ConvergenceGate(),
          new GoldenGate(),
          new HoldoutGate(),
          new BiasGate(),
          new CalibrationGate(),
          new ReplayGate(),
          new DriftGate(),
          new LatencyGate());

  private Gates() {}

  static List<GateResult> check(Candidacy candidacy, TrainingProgress progress) {
    List<GateResult> results = new ArrayList<>();
    for (Gate gate : ALL) {
      progress.at("gate " + gate.name(), results.size(), ALL.size());
      results.add(check(gate, candidacy));
    }
    return List.copyOf(results);
  }

  private static GateResult check(Gate gate, Candidacy candidacy) {
    try {
      return gate.check(candidacy);
    } catch (RegistryUnavailable | CancellationException e) {
      throw e; // says nothing about the version
    } catch (RuntimeException e) {
      return Evidence.of(gate, candidacy)
          .with("error", e.toString())
          .failed("the gate could not be run: %s", e);
    }
  }

  /** None when none was run. */
  static boolean allPassed(List<GateResult> gates) {
    return !gates.isEmpty() && gates.stream().allMatch(gate -> gate.outcome() == Outcome.PASSED);
  }

  /** Such as {@code holdout FAILED, replay NOT_ENOUGH_DATA}. */
  static String notPassed(List<GateResult> gates) {
    return String.join(
        ", ",
        gates.stream()
            .filter(gate -> gate.outcome() != Outcome.PASSED)
            .map(gate -> gate.gate() + " " + gate.outcome())
            .toList());
  }
}
