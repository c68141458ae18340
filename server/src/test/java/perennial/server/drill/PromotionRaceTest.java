package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.DeployRequest;
import perennial.api.v1.Deployment;
import perennial.registry.Database;
import perennial.registry.KeyScope;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;
import perennial.server.TestServer;

/** Many callers promote at once, over several servers of one database. */
class PromotionRaceTest {
  private static final int CALLERS = 32;
  private static final int SERVERS = 3;
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  /** What a caller got: the deployment, or who was quicker. */
  private record Outcome(String caller, boolean won, String winner, long sequence, long version) {}

  @Test
  void promote_atOnce_oneWinsEachSequence_theOthersLearnWho_allServersFollow() throws Exception {
    List<TestServer> servers = new ArrayList<>();
    try (Database database = Database.open(roomForAll(), Clock.systemUTC());
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      Drills.versions(database, CALLERS);
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        keys.add(database.accounts().issueKey("caller-" + i, Set.of(KeyScope.REGISTRY), "test"));
      }
      for (int i = 0; i < SERVERS; i++) {
        Map<String, String> needed = Map.of("PERENNIAL_SERVER_API_KEYS", "required");
        servers.add(Drills.server(database, folder.resolve("server-" + i), needed).ready());
      }
      for (int round = 1; round <= ROUNDS; round++) {
        long expected = round;
        List<Outcome> outcomes = race(threads, servers, keys, expected);
        List<Outcome> winners = outcomes.stream().filter(Outcome::won).toList();
        assertEquals(1, winners.size(), "winners of sequence " + (expected + 1));
        Outcome winner = winners.getFirst();
        for (Outcome outcome : outcomes) {
          assertEquals(winner.caller(), outcome.winner(), outcome.caller());
          assertEquals(expected + 1, outcome.sequence(), outcome.caller());
          assertEquals(winner.version(), outcome.version(), outcome.caller());
        }
        for (TestServer server : servers) {
          TestServer.eventually(
              "v" + winner.version(), () -> Drills.serving(server.server) == winner.version());
        }
      }
      assertEquals(
          ROUNDS + 1, database.registry().live().getFirst().sequence(), "deployments in all");
    } finally {
      servers.forEach(TestServer::close);
    }
  }

  /** Nobody waits for a connection: those who wait too long are told to come again, not who won. */
  private static RegistryConfig roomForAll() {
    RegistryConfig config = TestDatabase.freshConfig();
    return new RegistryConfig(
        config.jdbcUrl(), config.user(), config.password(), CALLERS + 3 * SERVERS);
  }

  private static List<Outcome> race(
      ExecutorService threads, List<TestServer> servers, List<String> keys, long expected)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(CALLERS);
    List<Callable<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      calls.add(() -> {
        int unused = together.await();
        return promote(servers.get(caller % SERVERS), keys.get(caller), caller, expected);
      });
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> outcome : threads.invokeAll(calls)) {
      outcomes.add(outcome.get());
    }
    return outcomes;
  }

  private static Outcome promote(TestServer server, String key, int caller, long expected)
      throws Exception {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    String name = "caller-" + caller;
    try {
      Deployment deployed =
          server
              .registry()
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
              .deploy(
                  DeployRequest.newBuilder()
                      .setModel("retail")
                      .setChampionVersion(1 + (caller + expected) % CALLERS)
                      .setExpectedSequence(expected)
                      .setReason("a race")
                      .build())
              .getDeployment();
      return new Outcome(
          name, true, deployed.getActor(), deployed.getSequence(), deployed.getChampionVersion());
    } catch (StatusRuntimeException e) {
      assertEquals(Code.ABORTED, e.getStatus().getCode(), e::toString);
      Map<String, String> conflict =
          StatusProto.fromThrowable(e).getDetails(0).unpack(ErrorInfo.class).getMetadataMap();
      return new Outcome(
          name,
          false,
          conflict.getOrDefault("actor", ""),
          Long.parseLong(conflict.getOrDefault("sequence", "0")),
          Long.parseLong(conflict.getOrDefault("champion_version", "0")));
    }
  }
}
