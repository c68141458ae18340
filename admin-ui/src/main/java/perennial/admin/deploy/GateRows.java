package perennial.admin.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import perennial.admin.deploy.PromotePage.Gate;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.admin.page.Prose;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;

/** Gates with their evidence, and what it takes to pass them over. */
final class GateRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GateRows() {}

  static List<Gate> of(List<GateResult> gates) {
    return gates.stream()
        .map(g ->
            new Gate(
                Names.feature(g.gate()), mark(g), Prose.of(g.finding()), evidence(g.evidence())))
        .toList();
  }

  private static Mark mark(GateResult g) {
    return switch (g.outcome()) {
      case PASSED -> new Mark("ok", "passed");
      case FAILED -> new Mark("bad", "failed");
      case NOT_ENOUGH_DATA -> new Mark("unknown", "not enough data");
    };
  }

  private static String evidence(String json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return json; // shown as it was kept
    }
  }

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
