package perennial.server;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;

/** Refuses to start on a database that does not fit, but not for one that does not answer. */
final class SchemaCheck {
  private static final Logger log = LoggerFactory.getLogger(SchemaCheck.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final FutureTask<Boolean> check;

  private SchemaCheck(FutureTask<Boolean> check) {
    this.check = check;
  }

  /**
   * Begins to check on a thread beside: the first connection takes its time.
   *
   * @param verify throws {@link RegistryUnavailable} or {@link IllegalStateException}
   */
  static SchemaCheck begin(Runnable verify) {
    FutureTask<Boolean> check = new FutureTask<>(verify, true);
    Thread unused = Thread.ofVirtual().name("perennial-schema-check").start(check);
    return new SchemaCheck(check);
  }

  /**
   * Waits for the answer, for as long as a start waits.
   *
   * @return whether the database answered
   * @throws IllegalStateException as thrown by what verifies
   */
  boolean passed() {
    try {
      return check.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("the database did not answer in {} s: starting without it", PATIENCE.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RegistryUnavailable away ->
            log.warn("starting without the database: {}", away.getMessage());
        case RuntimeException other -> throw other;
        case null, default -> throw new IllegalStateException("checking the schema", e);
      }
    }
    return false;
  }
}
