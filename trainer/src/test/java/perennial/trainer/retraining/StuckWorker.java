package perennial.trainer.retraining;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.trainer.Outage;
import perennial.trainer.cli.RunFitOptions;

/**
 * A worker in a process of its own that stands still when a run comes to a step, and says so with a
 * file; it goes on once another file is there. Arguments: connection file, beginning of the step,
 * marker file, the other file.
 */
final class StuckWorker {
  private StuckWorker() {}

  public static void main(String[] arguments) throws Exception {
    RegistryConfig config = RegistryConfig.fromConnectionProperties(Path.of(arguments[0]));
    Path marker = Path.of(arguments[2]);
    Path go = Path.of(arguments[3]);
    CountDownLatch never = new CountDownLatch(1);
    Database database = Database.open(config, Clock.systemUTC());
    RunLoop loop =
        RunLoop.start(
            database,
            new RunFitOptions(),
            GateLimits.DEFAULT,
            Clock.systemUTC(),
            "stuck-" + UUID.randomUUID(),
            LedgerWorld.TIMING,
            new Outage(),
            (step, done, total) -> {
              if (step.startsWith(arguments[1])) {
                standStill(marker, go);
              }
            });
    Runtime.getRuntime().addShutdownHook(new Thread(loop::close));
    never.await();
  }

  private static void standStill(Path marker, Path go) {
    try {
      Files.writeString(marker, "here");
      while (!Files.exists(go)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("told to stop");
        }
        Thread.onSpinWait();
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
