package perennial.registry;

import java.util.regex.Pattern;

/** The one rule for names of models. */
public final class ModelName {
  /** What a name must be, to be put behind the field or the name. */
  public static final String RULE = "must be 1 to 63 of a-z, 0-9 and '-', starting with a letter";

  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int MAX_SHOWN = 64;

  private ModelName() {}

  public static boolean isValid(String name) {
    return PATTERN.matcher(name).matches();
  }

  /**
   * @return the name
   * @throws IllegalArgumentException when it cannot be a model's; safe to log
   */
  public static String require(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException("model '%s' %s".formatted(shown(name), RULE));
    }
    return name;
  }

  /** What may be shown and logged of any text: a line break would forge a line of the log. */
  public static String shown(String name) {
    return name.substring(0, Math.min(MAX_SHOWN, name.length())).replaceAll("[^\\x20-\\x7e]", "?");
  }
}
