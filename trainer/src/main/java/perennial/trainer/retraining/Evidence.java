package perennial.trainer.retraining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;

/** The figures that a gate found, and its result over them. */
final class Evidence {
  private final String gate;
  private final ObjectNode figures = JsonNodeFactory.instance.objectNode();

  private Evidence(String gate) {
    this.gate = gate;
  }

  /** Begins with the champion that the gate compares with, when there is one. */
  static Evidence of(Gate gate, Candidacy candidacy) {
    Evidence evidence = new Evidence(gate.name());
    candidacy
        .champion()
        .ifPresent(champion -> evidence.with("champion", champion.version().version()));
    return evidence;
  }

  /** A number that is not finite is kept as its text. */
  Evidence with(String name, double value) {
    if (Double.isFinite(value)) {
      figures.put(name, value);
    } else {
      figures.put(name, Double.toString(value));
    }
    return this;
  }

  Evidence with(String name, long value) {
    figures.put(name, value);
    return this;
  }

  Evidence with(String name, String value) {
    figures.put(name, value);
    return this;
  }

  Evidence with(String name, boolean value) {
    figures.put(name, value);
    return this;
  }

  GateResult passesIf(boolean passes, String finding, Object... arguments) {
    return result(passes ? Outcome.PASSED : Outcome.FAILED, finding, arguments);
  }

  GateResult passed(String finding, Object... arguments) {
    return result(Outcome.PASSED, finding, arguments);
  }

  GateResult failed(String finding, Object... arguments) {
    return result(Outcome.FAILED, finding, arguments);
  }

  GateResult cannotTell(String finding, Object... arguments) {
    return result(Outcome.NOT_ENOUGH_DATA, finding, arguments);
  }

  private GateResult result(Outcome outcome, String finding, Object... arguments) {
    String said = String.format(Locale.ROOT, finding, arguments);
    return new GateResult(gate, outcome, said, figures.toString());
  }
}
