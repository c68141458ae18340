package perennial.admin.training;

import java.util.Locale;
import perennial.admin.page.Formats;
import perennial.admin.page.Mark;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;

/** States of runs in words. */
public final class RunWords {
  private RunWords() {}

  /** A state in lower case. */
  public static String state(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static Mark mark(State state) {
    String tone =
        switch (state) {
          case SUCCEEDED -> "ok";
          case FAILED -> "bad";
          case CANCELLED, CANCELLING -> "unknown";
          case QUEUED, RUNNING -> "busy";
        };
    return new Mark(tone, state(state));
  }

  static String trigger(TrainingRun run) {
    return switch (run.trigger()) {
      case SCHEDULE -> "schedule";
      case ALERT -> "alert";
      case HAND -> "by hand";
    };
  }

  /** What it does now, or how it ended. */
  static String title(TrainingRun r) {
    String name = "Run %d of %s".formatted(r.id(), r.model());
    return switch (r.state()) {
      case QUEUED -> name + " waits for a worker";
      case RUNNING -> name + (r.step().isEmpty() ? " is running" : ": " + doing(r));
      case CANCELLING -> name + " is being cancelled";
      case SUCCEEDED ->
          r.version().isPresent()
              ? "%s registered v%d".formatted(name, r.version().getAsLong())
              : name + " succeeded";
      case FAILED -> name + " failed";
      case CANCELLED -> name + " was cancelled";
    };
  }

  private static String doing(TrainingRun r) {
    return r.total() > 0
        ? "%s, %s done"
            .formatted(r.step(), Formats.percent(Math.floor(100.0 * r.done() / r.total()) / 100))
        : r.step();
  }
}
