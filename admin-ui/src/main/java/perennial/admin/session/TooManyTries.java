package perennial.admin.session;

import java.time.Duration;
import java.util.Optional;
import perennial.admin.page.Formats;
import perennial.registry.Accounts;

/** Says that a password was guessed too often, wherever one is asked for. */
final class TooManyTries {
  private TooManyTries() {}

  /** Empty while tries under this name are not refused. */
  static Optional<String> words(Accounts accounts, String name) {
    Duration wait = name.isEmpty() ? Duration.ZERO : accounts.retryAfter(name);
    return wait.isPositive()
        ? Optional.of(
            "Too many failed tries. Try again in %s."
                .formatted(Formats.duration(wait.plusSeconds(1))))
        : Optional.empty();
  }
}
