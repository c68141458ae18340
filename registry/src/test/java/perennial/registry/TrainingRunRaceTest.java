package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;
import perennial.registry.testing.TestDatabase;

/** Two workers, each with a pool of its own, on one database. */
class TrainingRunRaceTest {
  private final RegistryConfig config = TestDatabase.freshConfig();
  private final Database one = Database.open(config, Clock.systemUTC());
  private final Database two = Database.open(config, Clock.systemUTC());
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    threads.close();
    one.close();
    two.close();
  }

  private <T> List<T> together(Callable<T> a, Callable<T> b) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    List<T> results = new ArrayList<>();
    for (Future<T> done :
        threads.invokeAll(
            Stream.of(a, b)
                .<Callable<T>>map(work ->
                    () -> {
                      barrier.await();
                      return work.call();
                    })
                .toList())) {
      results.add(done.get());
    }
    return results;
  }

  @Test
  void requestClaimAndRecover_twoWorkersAtOnce_oneHasIt() throws Exception {
    for (int round = 0; round < 30; round++) {
      String worker = "round-" + round;
      assertEquals(
          1,
          together(
                  () -> one.trainingRuns().request(JdbiTrainingRunsTest.wanted("retail")),
                  () -> two.trainingRuns().request(JdbiTrainingRunsTest.wanted("retail")))
              .stream()
              .filter(Optional::isPresent)
              .count());
      List<Optional<TrainingRun>> claims =
          together(
              () -> one.trainingRuns().claim(worker + "-one"),
              () -> two.trainingRuns().claim(worker + "-two"));
      assertEquals(1, claims.stream().filter(Optional::isPresent).count());
      assertEquals(
          1,
          together(
                  () -> one.trainingRuns().recover(Duration.ZERO),
                  () -> two.trainingRuns().recover(Duration.ZERO))
              .stream()
              .mapToInt(List::size)
              .sum());
      TrainingRun again = one.trainingRuns().claim(worker + "-again").orElseThrow();
      assertTrue(one.trainingRuns().end(again.id(), worker + "-again", State.SUCCEEDED, "done"));
    }
  }

  @Test
  void claim_manyQueued_eachIsTakenOnce() throws Exception {
    int models = 40;
    for (int i = 0; i < models; i++) {
      assertTrue(one.trainingRuns().request(JdbiTrainingRunsTest.wanted("m-" + i)).isPresent());
    }
    List<List<Long>> taken =
        together(() -> claimUntilEmpty(one, "one"), () -> claimUntilEmpty(two, "two"));
    assertEquals(models, (int) taken.stream().flatMap(List::stream).distinct().count());
    assertEquals(models, taken.stream().mapToInt(List::size).sum());
  }

  private static List<Long> claimUntilEmpty(Database db, String worker) {
    List<Long> ids = new ArrayList<>();
    for (Optional<TrainingRun> run = db.trainingRuns().claim(worker);
        run.isPresent();
        run = db.trainingRuns().claim(worker)) {
      ids.add(run.get().id());
    }
    return ids;
  }

  @Test
  void register_connectionCutMidway_nothingIsHalfRegistered() throws Exception {
    var unused = one.trainingRuns().request(JdbiTrainingRunsTest.wanted("retail"));
    long id = one.trainingRuns().claim("w1").orElseThrow().id();
    try (Handle other = two.jdbi().open()) {
      other.begin();
      // The audit is the last statement of a registration: its rows are there, not yet committed.
      other.execute("SELECT id FROM audit_head FOR UPDATE");
      Future<ModelVersion> registering =
          threads.submit(
              () -> one.trainingRuns().register(id, "w1", Samples.version("retail", 1, "w")));
      cutWaiter(other);
      var failure = assertThrows(ExecutionException.class, registering::get);
      assertInstanceOf(RegistryUnavailable.class, failure.getCause());
      other.rollback();
    }
    assertEquals(List.of(), one.registry().models());
    assertEquals(OptionalLong.empty(), one.trainingRuns().run(id).orElseThrow().version());
    assertEquals(
        1, one.trainingRuns().register(id, "w1", Samples.version("retail", 1, "w")).version());
    assertEquals(OptionalLong.empty(), one.audit().firstBroken());
  }

  private static void cutWaiter(Handle handle) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      int cut =
          handle
              .createQuery(
                  """
                  SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                  WHERE wait_event_type = 'Lock' AND datname = current_database()
                  """)
              .mapTo(Integer.class)
              .one();
      if (cut > 0) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the registration never waited");
  }
}
