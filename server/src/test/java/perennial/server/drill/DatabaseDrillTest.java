package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.RegistryUnavailable;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.embedded.EphemeralPostgres;
import perennial.registry.testing.TestDatabase;
import perennial.server.TestServer;
import perennial.server.TestVersions;
import perennial.server.drill.FaultyProxy.Fault;

/** The database slows, stalls, breaks or goes while predictions are asked for and events come. */
class DatabaseDrillTest {
  private static final Duration FAULT = Duration.ofSeconds(3);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void fault_noPredictionFails_noEventIsHalfRecorded(Fault fault) throws Exception {
    RegistryConfig direct = TestDatabase.freshConfig();
    try (FaultyProxy proxy = new FaultyProxy(Drills.port(direct));
        Database database = Database.open(direct, Clock.systemUTC());
        Database proxied = Database.open(Drills.through(direct, proxy), Clock.systemUTC())) {
      Drills.versions(database, 2);
      try (TestServer test = Drills.server(proxied, folder).ready();
          EventLoad events = new EventLoad(test.channel, patience(fault))) {
        try (SteadyLoad load = new SteadyLoad(test.channel)) {
          load.awaitAnswers(200);
          events.awaitAcknowledged(3);
          proxy.set(fault);
          TestVersions.promote(database.registry(), 2, 1);
          load.runFor(FAULT);
          if (fault != Fault.SLOW) {
            TestServer.eventually("calls that failed", () -> events.failures() > 0);
            assertEquals(1, Drills.serving(test.server), "what was served stays");
          }
          proxy.set(Fault.NONE);
          TestServer.eventually("v2 in the end", () -> Drills.serving(test.server) == 2);
          events.awaitAcknowledged(3);
          load.awaitAnswers(200);
          load.assertNothingFailed();
        }
        events.close();
        if (fault == Fault.SLOW) {
          assertEquals(0, events.failures(), "calls that failed");
        }
        int unused = LedgerCheck.assertWhole(database.ledger(), events);
      }
    }
  }

  /** A slow database answers in the end; for one that is gone nobody waits long. */
  private static Duration patience(Fault fault) {
    return fault == Fault.SLOW ? TestServer.PATIENCE : EventLoad.PATIENCE;
  }

  @Test
  void stoppedAndStartedAgain_noPredictionFails_eventsAreTakenAgain() throws Exception {
    Path cluster = folder.resolve("database");
    EmbeddedPostgres postgres = EphemeralPostgres.start(cluster);
    try (Database database = Database.open(postgres.config(), Clock.systemUTC())) {
      database.migrate();
      Drills.versions(database, 2);
      try (TestServer test = Drills.server(database, folder).ready();
          EventLoad events = new EventLoad(test.channel)) {
        try (SteadyLoad load = new SteadyLoad(test.channel)) {
          load.awaitAnswers(200);
          events.awaitAcknowledged(3);
          postgres.close();
          load.runFor(Drills.OUTAGE);
          assertTrue(test.server.health().ready(), "it still answers");
          postgres = EphemeralPostgres.start(cluster);
          TestServer.eventually("promoted again", () -> promoted(database, 2, 1));
          TestServer.eventually("v2", () -> Drills.serving(test.server) == 2);
          events.awaitAcknowledged(3);
          load.assertNothingFailed();
        }
        events.close();
        assertTrue(events.failures() > 0, "calls that failed");
        int unused = LedgerCheck.assertWhole(database.ledger(), events);
      }
    } finally {
      postgres.close();
    }
  }

  // The pool of connections may take a moment to find that the database is back.
  private static boolean promoted(Database database, long version, long expected) {
    try {
      TestVersions.promote(database.registry(), version, expected);
      return true;
    } catch (RegistryUnavailable e) {
      return false;
    }
  }

  @Test
  void lastKnownGood_cannotBeWritten_servesAndSwapsAllTheSame() throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("file"), "in the way");
    try (Database database = TestDatabase.fresh(Clock.systemUTC())) {
      Drills.versions(database, 2);
      try (TestServer test = Drills.server(database, notAFolder).ready()) {
        TestVersions.promote(database.registry(), 2, 1);
        TestServer.eventually("v2", () -> Drills.serving(test.server) == 2);
        assertEquals("in the way", Files.readString(notAFolder));
      }
    }
  }
}
