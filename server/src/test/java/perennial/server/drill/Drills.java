package perennial.server.drill;

import java.net.URI;
import perennial.registry.RegistryConfig;
import perennial.server.PerennialServer;

/** What the drills share. */
final class Drills {
  private Drills() {}

  static int port(RegistryConfig config) {
    return URI.create(config.jdbcUrl().substring("jdbc:".length())).getPort();
  }

  /** The same database, reached through the proxy. */
  static RegistryConfig through(RegistryConfig config, FaultyProxy proxy) {
    return new RegistryConfig(
        config.jdbcUrl().replace(":" + port(config) + "/", ":" + proxy.port() + "/"),
        config.user(),
        config.password(),
        config.maxConnections());
  }

  static long serving(PerennialServer server) {
    return server.health().models().getFirst().servingVersion();
  }
}
