package perennial.admin.page;

import perennial.monitoring.Verdict;
import perennial.registry.monitoring.Alert;

/**
 * A state as a word with its tone, which the stylesheet knows.
 *
 * @param tone {@code ok}, {@code warn}, {@code bad} or {@code unknown}
 */
public record Mark(String tone, String word) {
  public static Mark of(Verdict verdict) {
    return switch (verdict) {
      case STABLE -> new Mark("ok", "stable");
      case WARN -> new Mark("warn", "warning");
      case ALARM -> new Mark("bad", "alarm");
      case NOT_ENOUGH_DATA -> new Mark("unknown", "not enough data");
    };
  }

  public static Mark of(Alert.Severity severity) {
    return of(severity == Alert.Severity.ALARM ? Verdict.ALARM : Verdict.WARN);
  }
}
