package perennial.server.drill;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.PerennialServer;
import perennial.server.TestServer;
import perennial.server.TestVersions;

/** What the drills share. */
public final class Drills {
  public static final LedgerTerms TERMS = new LedgerTerms(ZoneId.of("UTC"), "EUR");

  /** Settings of every drill's server: it looks at the database each second. */
  public static final Map<String, String> SETTINGS =
      Map.of("PERENNIAL_SERVER_POLL_SECONDS", "1", "PERENNIAL_LEDGER_CURRENCY", "EUR");

  /** How long the database is gone; PERENNIAL_DRILL_SECONDS makes it longer. */
  static final Duration OUTAGE =
      Duration.ofSeconds(
          Long.parseLong(System.getenv().getOrDefault("PERENNIAL_DRILL_SECONDS", "30")));

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

  /** Registers so many versions and promotes the first. */
  public static void versions(Database database, int count) {
    for (int v = 1; v <= count; v++) {
      TestVersions.register(database.registry(), v);
    }
    TestVersions.promote(database.registry(), 1, 0);
  }

  static TestServer server(Database database, Path folder) {
    return server(database, folder, Map.of());
  }

  static TestServer server(Database database, Path folder, Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.putAll(more);
    return TestServer.of(
        PerennialServer.start(TestServer.config(folder, settings), database, Clock.systemUTC()));
  }

  static long serving(PerennialServer server) {
    return server.health().models().getFirst().servingVersion();
  }
}
