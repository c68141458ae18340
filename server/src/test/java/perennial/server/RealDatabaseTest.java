package perennial.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.DeployRequest;
import perennial.api.v1.DeployResponse;
import perennial.api.v1.ListModelsRequest;
import perennial.registry.Database;
import perennial.registry.KeyScope;
import perennial.registry.ModelRegistry;
import perennial.registry.RegistryConfig;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.embedded.EphemeralPostgres;
import perennial.registry.testing.TestDatabase;

/** The server before a real PostgreSQL: hash, codec, announcements, keys. */
class RealDatabaseTest {

  @TempDir Path folder;

  @Test
  void start_promoted_servesAndFollowsAnnouncements() throws Exception {
    try (Database database = TestDatabase.fresh(Clock.systemUTC())) {
      ModelRegistry registry = database.registry();
      TestVersions.register(registry, 1);
      TestVersions.register(registry, 2);
      TestVersions.promote(registry, 1, 0);
      try (PerennialServer server = start(database, Map.of(ServerConfig.POLL_SECONDS, "600"))) {
        assertTrue(server.awaitReady(TestServer.PATIENCE));
        TestVersions.promote(registry, 2, 1);
        long start = System.nanoTime();
        TestServer.eventually("v2 by announcement, not by poll", () -> serving(server) == 2);
        assertTrue(System.nanoTime() - start < 10_000_000_000L, "found only at a heartbeat");
        TestServer.eventually(
            "the report", () -> registry.servingReports().getFirst().servingVersion() == 2);
      }
    }
  }

  @Test
  void deploy_overGrpc_needsTheKeyAndIsServed() throws Exception {
    try (Database database = TestDatabase.fresh(Clock.systemUTC())) {
      TestVersions.register(database.registry(), 1);
      String key = database.accounts().issueKey("pipeline", Set.of(KeyScope.REGISTRY), "test");
      try (TestServer test = TestServer.of(start(database, Map.of()))) {
        StatusRuntimeException refused =
            assertThrows(StatusRuntimeException.class, () -> deploy(test, "wrong"));
        assertEquals(Code.UNAUTHENTICATED, refused.getStatus().getCode());
        assertEquals("pipeline", deploy(test, key).getDeployment().getActor());
        assertTrue(test.server.awaitReady(TestServer.PATIENCE));
        StatusRuntimeException lost =
            assertThrows(StatusRuntimeException.class, () -> deploy(test, key));
        assertEquals(Code.ABORTED, lost.getStatus().getCode());
        assertEquals(
            1,
            test.registry()
                .listModels(ListModelsRequest.getDefaultInstance())
                .getModels(0)
                .getLive()
                .getChampionVersion());
      }
    }
  }

  @Test
  void start_databaseDown_servesTheKeptVersion() throws Exception {
    RegistryConfig config;
    try (EmbeddedPostgres postgres = EphemeralPostgres.start(folder.resolve("database"))) {
      config = postgres.config();
      try (Database database = Database.open(config, Clock.systemUTC())) {
        database.migrate();
        TestVersions.register(database.registry(), 1);
        TestVersions.promote(database.registry(), 1, 0);
        try (PerennialServer server = start(database, Map.of())) {
          assertTrue(server.awaitReady(TestServer.PATIENCE));
        }
      }
    }
    try (Database down = Database.open(config, Clock.systemUTC());
        PerennialServer server = start(down, Map.of())) {
      assertTrue(server.awaitReady(TestServer.PATIENCE));
      assertEquals(1, serving(server));
    }
    RegistryConfig another =
        new RegistryConfig("jdbc:postgresql://127.0.0.1:1/nobody", "nobody", "nobody", 2);
    try (Database down = Database.open(another, Clock.systemUTC());
        PerennialServer server = start(down, Map.of())) {
      assertFalse(server.awaitReady(Duration.ofSeconds(3)), "kept for another database");
    }
  }

  @Test
  void start_schemaMissing_saysWhatToRun() {
    try (Database empty = Database.open(TestDatabase.emptyConfig(), Clock.systemUTC())) {
      IllegalStateException error =
          assertThrows(IllegalStateException.class, () -> start(empty, Map.of()));
      assertTrue(String.valueOf(error.getMessage()).contains("migrate"), error::getMessage);
    }
  }

  private PerennialServer start(Database database, Map<String, String> more) {
    return PerennialServer.start(TestServer.config(folder, more), database, Clock.systemUTC());
  }

  private static long serving(PerennialServer server) {
    return server.health().models().getFirst().servingVersion();
  }

  private static DeployResponse deploy(TestServer test, String key) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return test.registry()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .deploy(
            DeployRequest.newBuilder()
                .setModel("retail")
                .setChampionVersion(1)
                .setReason("first")
                .build());
  }
}
