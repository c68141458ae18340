package perennial.admin.deploy;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;

/** Gates that did not pass, and what it takes to pass them over. */
final class OpenGates {
  private OpenGates() {}

  /** How many did not pass. */
  static long open(List<GateResult> gates) {
    return gates.stream().filter(g -> g.outcome() != Outcome.PASSED).count();
  }

  /** Null when every gate passed, or none was run. */
  static PromotePage.@Nullable PassOver passOver(List<GateResult> gates, boolean checked) {
    return open(gates) == 0
        ? null
        : new PromotePage.PassOver(
            "Deploy although %s did not pass".formatted(names(gates)), checked);
  }

  /** For the audit. */
  static String overridden(List<GateResult> gates) {
    return "Override of %s".formatted(names(gates));
  }

  private static String names(List<GateResult> gates) {
    return gates.stream()
        .filter(g -> g.outcome() != Outcome.PASSED)
        .map(GateResult::gate)
        .collect(Collectors.joining(", "));
  }
}
