package perennial.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rule of what users and the keys of programs can be called. */
public final class AccountName {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private AccountName() {}

  /**
   * What is wrong with a name; empty for one that could be given.
   *
   * @param what has the name, such as {@code user}
   */
  public static Optional<String> wrong(String what, String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "%s '%s' must be 1 to 64 letters, digits, '.', '_', '@' or '-'".formatted(what, name));
  }

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  static void require(String what, String name) {
    Optional<String> wrong = wrong(what, name);
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(wrong.get());
    }
  }
}
