package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.embedded.EphemeralPostgres;

class UnavailableDatabaseTest {
  @TempDir Path folder;

  @Test
  void open_databaseDown_failsOnlyWhenUsed() {
    RegistryConfig nobody = new RegistryConfig("jdbc:postgresql://127.0.0.1:1/none", "u", "p", 2);
    try (Database db = Database.open(nobody, Clock.systemUTC());
        DeploymentListener listener = db.listen()) {
      var gone = assertThrows(RegistryUnavailable.class, () -> db.registry().live());
      assertTrue(gone.toString().contains("reading the live deployments"), gone::toString);
      assertTrue(gone.toString().contains("127.0.0.1:1 refused"), gone::toString);
      assertThrows(RegistryUnavailable.class, db::verifySchema);
      assertThrows(RegistryUnavailable.class, db::migrate);
      assertThrows(RegistryUnavailable.class, () -> listener.await(Duration.ofSeconds(1)));
      assertThrows(RegistryUnavailable.class, () -> db.accounts().empty());
      String guess = "prk_" + Secrets.token();
      assertThrows(RegistryUnavailable.class, () -> db.accounts().key(guess));
      assertEquals(Optional.empty(), db.accounts().key("no key at all"));
      assertEquals(Optional.empty(), db.accounts().key(guess + "x"));
    }
  }

  @Test
  void deploy_databaseStoppedMidway_nothingIsHalfDone() throws Exception {
    EmbeddedPostgres server = EphemeralPostgres.start(folder);
    try (Database db = Database.open(server.config(), Clock.systemUTC());
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      db.migrate();
      db.registry().register(Samples.version("retail", 1, "ann"));
      Future<Deployment> deploying;
      try (Handle other = db.jdbi().open()) {
        other.begin();
        // The audit is the last statement of a deployment: its row is inserted, not yet committed.
        other.execute("SELECT id FROM audit_head FOR UPDATE");
        deploying =
            executor.submit(
                () -> db.registry().deploy(NewDeployment.champion("retail", 1, 0, "ann", "go")));
        awaitWaiterForLock(db);
        server.close();
        var failure = assertThrows(ExecutionException.class, deploying::get);
        assertInstanceOf(RegistryUnavailable.class, failure.getCause());
        assertThrows(RuntimeException.class, other::rollback);
      } catch (org.jdbi.v3.core.JdbiException closingABrokenConnection) {
        assertTrue(closingABrokenConnection.getMessage() != null);
      }
    }
    server = EphemeralPostgres.start(folder);
    try (Database db = Database.open(server.config(), Clock.systemUTC())) {
      assertEquals(Optional.empty(), db.registry().live("retail"));
      assertEquals(0, db.audit().entries(new AuditFilter("", "deploy", ""), 0, 10).size());
      assertEquals(OptionalLong.empty(), db.audit().firstBroken());
      assertEquals(
          1, db.registry().deploy(NewDeployment.champion("retail", 1, 0, "ann", "go")).sequence());
    } finally {
      server.close();
    }
  }

  private static void awaitWaiterForLock(Database db) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      int waiting =
          db.jdbi()
              .withHandle(h ->
                  h.createQuery(
                          "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                      .mapTo(Integer.class)
                      .one());
      if (waiting > 0) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the deployment never waited");
  }
}
