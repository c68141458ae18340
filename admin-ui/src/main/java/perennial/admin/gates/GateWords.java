package perennial.admin.gates;

import java.util.List;
import perennial.admin.page.Formats;
import perennial.admin.page.Mark;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;

/** Gates of a version in a few words. */
public final class GateWords {
  private GateWords() {}

  /** How many passed. */
  public record Summary(Mark mark, String text) {}

  public static Summary of(List<GateResult> gates) {
    if (gates.isEmpty()) {
      return new Summary(new Mark("unknown", "not run"), "no gate was run yet");
    }
    long passed = count(gates, Outcome.PASSED);
    long failed = count(gates, Outcome.FAILED);
    String text =
        "%d of %s".formatted(passed, Formats.count(gates.size(), "gate passed", "gates passed"));
    Outcome all =
        passed == gates.size()
            ? Outcome.PASSED
            : failed > 0 ? Outcome.FAILED : Outcome.NOT_ENOUGH_DATA;
    return new Summary(mark(all), text);
  }

  /** An outcome in words. */
  public static Mark mark(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> new Mark("ok", "passed");
      case FAILED -> new Mark("bad", "failed");
      case NOT_ENOUGH_DATA -> new Mark("unknown", "not enough data");
    };
  }

  /** Whether each gate was run and passed. */
  public static boolean allPassed(List<GateResult> gates) {
    return !gates.isEmpty() && count(gates, Outcome.PASSED) == gates.size();
  }

  private static long count(List<GateResult> gates, Outcome outcome) {
    return gates.stream().filter(g -> g.outcome() == outcome).count();
  }
}
