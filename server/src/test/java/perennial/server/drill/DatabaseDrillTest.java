package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;
import perennial.server.PerennialServer;
import perennial.server.TestServer;
import perennial.server.TestVersions;
import perennial.server.drill.FaultyProxy.Fault;

/** The database stalls, breaks or goes while predictions are asked for all the time. */
class DatabaseDrillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** PERENNIAL_DRILL_SECONDS makes the outage longer. */
  private static final double OUTAGE_SECONDS =
      Double.parseDouble(System.getenv().getOrDefault("PERENNIAL_DRILL_SECONDS", "5"));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void outage_noPredictionFails_andPromotionsAreFollowedAgain(Fault fault) throws Exception {
    RegistryConfig direct = TestDatabase.freshConfig();
    try (FaultyProxy proxy = new FaultyProxy(Drills.port(direct));
        Database database = Database.open(direct, Clock.systemUTC());
        Database proxied = Database.open(Drills.through(direct, proxy), Clock.systemUTC())) {
      TestVersions.register(database.registry(), 1);
      TestVersions.register(database.registry(), 2);
      TestVersions.promote(database.registry(), 1, 0);
      try (TestServer test = start(proxied);
          SteadyLoad load = new SteadyLoad(test)) {
        assertTrue(test.server.awaitReady(PATIENCE));
        load.awaitAnswers(200);
        proxy.set(fault);
        TestVersions.promote(database.registry(), 2, 1);
        load.runFor(Duration.ofMillis((long) (1_000 * OUTAGE_SECONDS)));
        assertEquals(1, Drills.serving(test.server), "what was served stays");
        proxy.set(Fault.NONE);
        TestServer.eventually("v2 after the outage", () -> Drills.serving(test.server) == 2);
        load.awaitAnswers(200);
        load.assertNothingFailed();
      }
    }
  }

  @Test
  void lastKnownGood_cannotBeWritten_servesAllTheSame() throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("file"), "in the way");
    try (Database database = TestDatabase.fresh(Clock.systemUTC())) {
      TestVersions.register(database.registry(), 1);
      TestVersions.promote(database.registry(), 1, 0);
      try (PerennialServer server =
          PerennialServer.start(
              TestServer.config(notAFolder, Map.of()), database, Clock.systemUTC())) {
        assertTrue(server.awaitReady(PATIENCE));
      }
    }
  }

  private TestServer start(Database database) {
    return TestServer.of(
        PerennialServer.start(
            TestServer.config(folder, Map.of("PERENNIAL_SERVER_POLL_SECONDS", "1")),
            database,
            Clock.systemUTC()));
  }
}
