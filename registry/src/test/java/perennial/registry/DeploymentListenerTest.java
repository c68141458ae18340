package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import perennial.registry.testing.TestDatabase;

class DeploymentListenerTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void await_deployment_isAnnouncedToEveryListener() throws Exception {
    try (Database db = TestDatabase.fresh(Clock.systemUTC());
        DeploymentListener one = db.listen();
        DeploymentListener two = db.listen();
        ExecutorService executor = Executors.newCachedThreadPool()) {
      db.registry().register(Samples.version("retail", 1, "ann"));
      assertFalse(one.await(Duration.ofMillis(50)), "a registration is no deployment");
      Future<Boolean> waiting = executor.submit(() -> one.await(LONG));
      db.registry().deploy(NewDeployment.champion("retail", 1, 0, "ann", "go"));
      assertTrue(waiting.get());
      assertTrue(two.await(LONG), "announced before it was asked");
      assertFalse(one.await(Duration.ofMillis(50)), "announced once");
    }
  }

  @Test
  void await_connectionCut_connectsAgain() throws Exception {
    try (Database db = TestDatabase.fresh(Clock.systemUTC());
        DeploymentListener listener = db.listen()) {
      db.registry().register(Samples.version("retail", 1, "ann"));
      assertFalse(listener.await(Duration.ofMillis(50)));
      db.jdbi()
          .useHandle(h ->
              h.execute(
                  """
                  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE (query LIKE 'LISTEN%' OR query = '') AND datname = current_database()
                    AND pid <> pg_backend_pid()
                  """));
      assertThrows(RegistryUnavailable.class, () -> listener.await(LONG));
      assertTrue(listener.await(LONG), "something may have been missed");
      db.registry().deploy(NewDeployment.champion("retail", 1, 0, "ann", "go"));
      assertTrue(listener.await(LONG));
    }
  }

  @Test
  void await_interrupted_ends() throws Exception {
    try (Database db = TestDatabase.fresh(Clock.systemUTC());
        DeploymentListener listener = db.listen();
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<InterruptedException> waiting =
          executor.submit(
              () -> assertThrows(InterruptedException.class, () -> listener.await(LONG)));
      executor.shutdownNow();
      assertTrue(waiting.get() != null);
    }
  }
}
