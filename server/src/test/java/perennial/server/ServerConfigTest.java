package perennial.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.rollout.RolloutSettings;
import perennial.server.serving.ColdStart;
import perennial.server.serving.SegmentRates;

class ServerConfigTest {
  @Test
  void defaults_areThoseOfTheTable() {
    ServerConfig config = ServerConfig.defaults();
    assertEquals("127.0.0.1", config.bindAddress());
    assertEquals(9090, config.grpcPort());
    assertEquals(8081, config.httpPort());
    assertEquals("retail", config.defaultModel());
    assertEquals(Duration.ofSeconds(5), config.pollInterval());
    assertEquals(RolloutSettings.DEFAULTS, config.rollout());
    assertEquals(32, ServerConfig.settings().size());
    assertEquals(new ColdStart(3, Duration.ofHours(48)), config.customers().coldStart());
    assertEquals("USD", config.customers().ledger().currency());
    assertTrue(config.customers().rates().isEmpty());
    assertTrue(config.edge().apiKeysRequired());
    assertEquals(50_000, config.edge().maxRows());
    assertTrue(config.edge().tls().isEmpty());
  }

  @Test
  void from_badEdge_listsEverything() {
    InvalidServerConfig error =
        assertThrows(
            InvalidServerConfig.class,
            () ->
                ServerConfig.from(
                    Map.of(
                        EdgeConfig.API_KEYS, "no",
                        EdgeConfig.MAX_ROWS, "100",
                        EdgeConfig.TLS_KEY, "/tls.key")));
    assertEquals(
        List.of(
            "PERENNIAL_SERVER_API_KEYS 'no' must be required or off",
            "PERENNIAL_SERVER_TLS_CERTIFICATE and PERENNIAL_SERVER_TLS_KEY must both be there, or"
                + " none",
            "PERENNIAL_SERVER_MAX_ROWS '100' must be in [20000, 10000000]"),
        error.problems());
  }

  @Test
  void from_overrides_winAndOthersAreIgnored() {
    ServerConfig config =
        ServerConfig.from(
            Map.of(
                ServerConfig.BIND,
                "0.0.0.0",
                ServerConfig.GRPC_PORT,
                " 19090 ",
                ServerConfig.LAST_KNOWN_GOOD,
                "/var/lib/perennial",
                ServerConfig.NAME,
                "blue-1",
                "PATH",
                "/bin"));
    assertEquals("0.0.0.0", config.bindAddress());
    assertEquals(19_090, config.grpcPort());
    assertEquals(Optional.of(Path.of("/var/lib/perennial")), config.lastKnownGoodFolder());
    assertEquals("blue-1", config.serverName());
  }

  @Test
  void lastKnownGood_default_isTheUsersAndAbsolute() {
    Path fallback = Path.of(System.getProperty("user.home"), ".local", "state");
    for (String ignored : new String[] {"", "relative"}) {
      assertEquals(
          Optional.of(fallback.resolve("perennial/last-known-good").toAbsolutePath()),
          ServerConfig.from(Map.of("XDG_STATE_HOME", ignored)).lastKnownGoodFolder());
    }
    assertEquals(
        Optional.of(Path.of("/state/perennial/last-known-good")),
        ServerConfig.from(Map.of("XDG_STATE_HOME", "/state")).lastKnownGoodFolder());
  }

  @Test
  void from_customers_readsEverySetting() {
    CustomerSettings customers =
        ServerConfig.from(
                Map.of(
                    CustomerConfig.REDIS_URL, "rediss://:secret@cache.example:6380",
                    CustomerConfig.TRANSACTIONS, "5",
                    CustomerConfig.HOURS, "24",
                    CustomerConfig.RATES, "dormant=0.14",
                    CustomerConfig.TIME_ZONE, "Europe/Berlin",
                    CustomerConfig.CURRENCY, "EUR"))
            .customers();
    assertEquals(new ColdStart(5, Duration.ofHours(24)), customers.coldStart());
    assertEquals(SegmentRates.parse("dormant=0.14"), customers.rates());
    assertEquals(new LedgerTerms(ZoneId.of("Europe/Berlin"), "EUR"), customers.ledger());
    assertFalse(customers.toString().contains("secret"), customers.toString());
  }

  @Test
  void from_wrongCustomers_listsEveryMistakeWithoutThePassword() {
    InvalidServerConfig error =
        assertThrows(
            InvalidServerConfig.class,
            () ->
                ServerConfig.from(
                    Map.of(
                        CustomerConfig.REDIS_URL, "http://:secret@cache.example",
                        CustomerConfig.MIB, "0",
                        CustomerConfig.RATES, "active=2x",
                        CustomerConfig.TIME_ZONE, "Mars/Olympus",
                        CustomerConfig.CURRENCY, "euro")));
    assertEquals(5, error.problems().size(), error.problems().toString());
    assertFalse(error.problems().toString().contains("secret"));
  }

  @Test
  void from_emptyFolder_keepsNone() {
    assertEquals(
        Optional.empty(),
        ServerConfig.from(Map.of(ServerConfig.LAST_KNOWN_GOOD, "")).lastKnownGoodFolder());
  }

  @Test
  void from_manyMistakes_listsEveryOne() {
    InvalidServerConfig error =
        assertThrows(
            InvalidServerConfig.class,
            () ->
                ServerConfig.from(
                    Map.of(
                        ServerConfig.BIND,
                        "256.0.0.1.5",
                        ServerConfig.GRPC_PORT,
                        "70000",
                        ServerConfig.HTTP_PORT,
                        "web",
                        ServerConfig.POLL_SECONDS,
                        "0",
                        ServerConfig.DEFAULT_MODEL,
                        "Retail!",
                        ServerConfig.CACHE_MIB,
                        "-1",
                        "PERENNIAL_SERVER_LOG_SHARE",
                        "NaN",
                        "PERENNIAL_SERVER_BRAKE_SHIFT",
                        "much",
                        "PERENNIAL_SERVER_PORT",
                        "1")));
    assertEquals(9, error.problems().size(), error.problems()::toString);
    for (String part :
        new String[] {
          "PERENNIAL_SERVER_BIND '256.0.0.1.5'",
          "PERENNIAL_SERVER_GRPC_PORT '70000' must be in [0, 65535]",
          "PERENNIAL_SERVER_HTTP_PORT 'web' is no whole number",
          "PERENNIAL_SERVER_POLL_SECONDS '0'",
          "PERENNIAL_SERVER_DEFAULT_MODEL 'Retail!'",
          "PERENNIAL_SERVER_CACHE_MIB '-1'",
          "PERENNIAL_SERVER_LOG_SHARE 'NaN' must be in [0, 1]",
          "PERENNIAL_SERVER_BRAKE_SHIFT 'much' is no number",
          "PERENNIAL_SERVER_PORT is no setting",
        }) {
      assertTrue(String.valueOf(error.getMessage()).contains(part), error::getMessage);
    }
  }

  @Test
  void from_samePortTwice_isRefused() {
    assertThrows(
        InvalidServerConfig.class, () -> ServerConfig.from(Map.of(ServerConfig.HTTP_PORT, "9090")));
  }
}
