package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.testing.TestDatabase;

/** Two programs, each with a pool of its own, on one database. */
class RegistryRaceTest {
  private final RegistryConfig config = TestDatabase.freshConfig();
  private final Database one = Database.open(config, Clock.systemUTC());
  private final Database two = Database.open(config, Clock.systemUTC());

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  /** Who won: the deployment, or the conflict that names another one. */
  private record Outcome(Optional<Deployment> deployed, Optional<DeploymentConflict> conflict) {}

  @Test
  void deploy_twoAtOnce_oneWinsAndTheOtherIsToldWho() throws Exception {
    one.registry().register(Samples.version("retail", 1, "ann"));
    int rounds = 40;
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      for (long round = 0; round < rounds; round++) {
        long expected = round;
        Future<Outcome> a = executor.submit(() -> deploy(one, "ann", expected, together));
        Future<Outcome> b = executor.submit(() -> deploy(two, "bob", expected, together));
        Outcome first = a.get();
        Outcome second = b.get();
        Outcome winner = first.deployed.isPresent() ? first : second;
        Outcome loser = winner == first ? second : first;
        assertEquals(Optional.empty(), loser.deployed);
        assertEquals(winner.deployed, loser.conflict.orElseThrow().winner());
        assertEquals(round + 1, winner.deployed.orElseThrow().sequence());
      }
    }
    assertEquals(rounds, one.registry().deployments("retail", 0, 1000).size());
    assertEquals(rounds, one.audit().entries(new AuditFilter("", "deploy", ""), 0, 1000).size());
  }

  private static Outcome deploy(Database db, String actor, long expected, CyclicBarrier together)
      throws Exception {
    together.await();
    try {
      NewDeployment wanted = NewDeployment.champion("retail", 1, expected, actor, "race");
      return new Outcome(Optional.of(db.registry().deploy(wanted)), Optional.empty());
    } catch (DeploymentConflict conflict) {
      return new Outcome(Optional.empty(), Optional.of(conflict));
    }
  }

  @Test
  void register_eightThreadsTwoModels_numbersAreConsecutive() throws Exception {
    List<Callable<ModelVersion>> work = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      int number = i;
      Database db = i % 2 == 0 ? one : two;
      String model = i % 4 < 2 ? "retail" : "grocery";
      work.add(() -> db.registry().register(Samples.version(model, 1 + number, "t" + number)));
    }
    List<Long> retail = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (Future<ModelVersion> done : executor.invokeAll(work)) {
        if (done.get().model().equals("retail")) {
          retail.add(done.get().version());
        }
      }
    }
    List<Long> expected = LongStream.rangeClosed(1, 32).boxed().toList();
    assertEquals(expected, retail.stream().sorted().toList());
    assertEquals(
        expected.reversed(),
        one.registry().versions("grocery", 0, 100).stream().map(ModelVersion::version).toList());
    assertEquals(OptionalLong.empty(), one.audit().firstBroken());
    assertEquals(64, one.audit().entries(AuditFilter.NONE, 0, 1).getFirst().id());
  }
}
