package perennial.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Texts of settings as values. What cannot be read is added to the problems, and the default taken
 * in its place, so that the other settings are still checked.
 */
final class SettingReader {
  private static final String NO_NUMBER = "is no whole number";

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> defaults = new HashMap<>();
  private final List<String> problems;

  private SettingReader(List<ServerSetting> settings, List<String> problems) {
    this.problems = problems;
    settings.forEach(s -> defaults.put(s.key(), s.defaultValue()));
    values.putAll(defaults);
  }

  /**
   * The settings' defaults with overrides.
   *
   * @param prefix keys that begin with it and are no setting are problems
   */
  static SettingReader of(
      List<ServerSetting> settings,
      Map<String, String> overrides,
      String prefix,
      List<String> problems) {
    SettingReader reader = new SettingReader(settings, problems);
    new TreeMap<>(overrides)
        .forEach((key, value) -> {
          if (reader.defaults.containsKey(key)) {
            reader.values.put(key, value.strip());
          } else if (key.startsWith(prefix)) {
            problems.add(key + " is no setting of the server");
          }
        });
    return reader;
  }

  String text(String key) {
    return values.getOrDefault(key, "");
  }

  String defaultOf(String key) {
    return defaults.getOrDefault(key, "");
  }

  void problem(String problem) {
    problems.add(problem);
  }

  int number(String key) {
    return value(key, Integer::parseInt, NO_NUMBER);
  }

  double fraction(String key) {
    return value(key, Double::parseDouble, "is no number");
  }

  int number(String key, int least, int most) {
    return value(
        key,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException("must be in [%d, %d]".formatted(least, most));
          }
          return number;
        });
  }

  /**
   * @param parse throws an IllegalArgumentException for a text that is none
   * @param rule that the text breaks then
   */
  <T> T value(String key, Function<String, T> parse, String rule) {
    try {
      return parse.apply(text(key));
    } catch (IllegalArgumentException e) {
      problems.add("%s '%s' %s".formatted(key, text(key), rule));
      return parse.apply(defaultOf(key));
    }
  }

  /**
   * @param parse throws an IllegalArgumentException that says what the text breaks
   */
  <T> T value(String key, Function<String, T> parse) {
    try {
      return parse.apply(text(key));
    } catch (IllegalArgumentException e) {
      String rule = e instanceof NumberFormatException ? NO_NUMBER : e.getMessage();
      problems.add("%s '%s': %s".formatted(key, text(key), rule));
      return parse.apply(defaultOf(key));
    }
  }
}
