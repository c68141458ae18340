package perennial.server.drill;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.server.PerennialServer;
import perennial.server.ServerConfig;

/** A server as a process: settings from the environment, ends at SIGTERM and with its parent. */
final class ServerMain {
  static final String URL = "DRILL_DATABASE_URL";
  static final String USER = "DRILL_DATABASE_USER";
  static final String PASSWORD = "DRILL_DATABASE_PASSWORD";

  private static final int CONNECTIONS = 8;

  private ServerMain() {}

  public static void main(String[] args) throws IOException {
    PerennialServer.loadAhead();
    Map<String, String> environment = System.getenv();
    Database database =
        Database.open(
            new RegistryConfig(
                environment.getOrDefault(URL, ""),
                environment.getOrDefault(USER, ""),
                environment.getOrDefault(PASSWORD, ""),
                CONNECTIONS),
            Clock.systemUTC());
    CompletableFuture<PerennialServer> server = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook( // before the start: a signal may come as soon as it answers
            new Thread(() -> {
              server.join().close();
              database.close();
            }));
    start(server, ServerConfig.from(environment), database);
    while (System.in.read() >= 0) { // until the process that started this one has gone
      Thread.onSpinWait();
    }
    System.exit(0);
  }

  private static void start(
      CompletableFuture<PerennialServer> server, ServerConfig config, Database database) {
    try {
      server.complete(PerennialServer.start(config, database, Clock.systemUTC()));
    } catch (RuntimeException e) {
      server.completeExceptionally(e);
      throw e;
    }
  }
}
