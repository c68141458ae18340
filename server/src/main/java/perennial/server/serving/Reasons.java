package perennial.server.serving;

import java.util.Optional;

/** Why something failed, for people. */
final class Reasons {
  private Reasons() {}

  static String of(Throwable cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
  }
}
