package perennial.trainer.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Texts of the environment as values; what cannot be used is collected, and its default taken. */
final class WorkerValues {
  private final Map<String, String> defaults = new TreeMap<>();
  private final Map<String, String> texts;
  private final List<String> problems = new ArrayList<>();

  WorkerValues(List<WorkerSetting> settings, Map<String, String> environment) {
    settings.forEach(setting -> defaults.put(setting.key(), setting.defaultValue()));
    texts = new TreeMap<>(defaults);
    new TreeMap<>(environment)
        .forEach((key, value) -> {
          if (texts.containsKey(key)) {
            texts.put(key, value.strip());
          } else if (key.startsWith(WorkerConfig.PREFIX)) {
            problems.add(key + " is no setting of the worker");
          }
        });
  }

  String text(String key) {
    return texts.getOrDefault(key, "");
  }

  Duration seconds(String key, int least, int most) {
    return Duration.ofSeconds(whole(key, least, most));
  }

  int whole(String key, int least, int most) {
    try {
      int value = Integer.parseInt(text(key));
      if (value >= least && value <= most) {
        return value;
      }
      problem(key, "must be in [%d, %d]".formatted(least, most));
    } catch (NumberFormatException e) {
      problem(key, "is no whole number");
    }
    return Integer.parseInt(defaults.getOrDefault(key, "0"));
  }

  double number(String key, double least, double most) {
    try {
      double value = Double.parseDouble(text(key));
      if (least <= value && value <= most) { // also rejects NaN
        return value;
      }
      problem(key, "must be in [%s, %s]".formatted(least, most));
    } catch (NumberFormatException e) {
      problem(key, "is no number");
    }
    return Double.parseDouble(defaults.getOrDefault(key, "0"));
  }

  boolean flag(String key) {
    String text = text(key);
    check(text.equals("true") || text.equals("false"), key, "must be true or false");
    return text.equals("true");
  }

  void check(boolean good, String key, String rule) {
    if (!good) {
      problem(key, rule);
    }
  }

  private void problem(String key, String rule) {
    problems.add("%s '%s' %s".formatted(key, text(key), rule));
  }

  /**
   * @throws InvalidWorkerConfig listing all problems
   */
  void requireNoProblem() {
    if (!problems.isEmpty()) {
      throw new InvalidWorkerConfig(problems);
    }
  }
}
