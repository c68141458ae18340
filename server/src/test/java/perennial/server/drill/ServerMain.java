package perennial.server.drill;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
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
    Map<String, String> environment = System.getenv();
    Database database =
        Database.open(
            new RegistryConfig(
                environment.getOrDefault(URL, ""),
                environment.getOrDefault(USER, ""),
                environment.getOrDefault(PASSWORD, ""),
                CONNECTIONS),
            Clock.systemUTC());
    PerennialServer server =
        PerennialServer.start(ServerConfig.from(environment), database, Clock.systemUTC());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.close();
              database.close();
            }));
    while (System.in.read() >= 0) { // until the process that started this one has gone
      Thread.onSpinWait();
    }
    System.exit(0);
  }
}
