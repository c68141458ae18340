package perennial.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.customers.FakeLedger;

class LedgerTermsTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          CustomerConfig.TIME_ZONE, "Europe/Berlin",
          CustomerConfig.CURRENCY, "EUR",
          CustomerConfig.COHORT_SECONDS, "1");
  private static final LedgerTerms TERMS = new LedgerTerms(ZoneId.of("Europe/Berlin"), "EUR");

  private final FakeRegistry registry = new FakeRegistry();
  private final FakeLedger ledger = new FakeLedger();
  @TempDir Path folder;

  private PerennialServer start() {
    return PerennialServer.start(
        TestServer.config(folder, SETTINGS),
        TestServer.backend(registry, registry, ledger),
        Clock.systemUTC());
  }

  @Test
  void start_newLedger_settlesTheSettings() {
    try (PerennialServer server = start()) {
      assertTrue(server.grpcPort() > 0);
      assertEquals(TERMS, ledger.terms().orElseThrow());
    }
  }

  @Test
  void start_ledgerWithOtherTerms_isRefusedNamingBoth() {
    ledger.settle(new LedgerTerms(ZoneOffset.UTC, "GBP"));
    String message =
        String.valueOf(assertThrows(IllegalStateException.class, this::start).getMessage());
    assertTrue(message.contains("GBP") && message.contains("EUR"), message);
  }

  @Test
  void start_databaseAway_settlesWhenItAnswers() {
    ledger.away = true;
    try (PerennialServer server = start()) {
      assertTrue(server.grpcPort() > 0);
      ledger.away = false;
      TestServer.eventually("the terms are settled", () -> ledger.terms().isPresent());
      assertEquals(TERMS, ledger.terms().orElseThrow());
    }
  }
}
