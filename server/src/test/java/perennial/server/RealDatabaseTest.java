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
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.DeployRequest;
import perennial.api.v1.DeployResponse;
import perennial.api.v1.ListModelsRequest;
import perennial.evaluation.DataReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.TrainingReport;
import perennial.model.BtydModel;
import perennial.model.Provenance;
import perennial.registry.Database;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import perennial.registry.NewVersion;
import perennial.registry.RegistryConfig;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.embedded.EphemeralPostgres;
import perennial.registry.testing.TestDatabase;

/** The server before a real PostgreSQL: hash, codec, announcements, keys. */
class RealDatabaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void start_promoted_servesAndFollowsAnnouncements() throws Exception {
    try (Database database = TestDatabase.fresh(Clock.systemUTC())) {
      ModelRegistry registry = database.registry();
      register(registry, 1);
      register(registry, 2);
      promote(registry, 1, 0);
      try (PerennialServer server = start(database, Map.of(ServerConfig.POLL_SECONDS, "600"))) {
        assertTrue(server.awaitReady(PATIENCE));
        promote(registry, 2, 1);
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
      register(database.registry(), 1);
      String key = database.accounts().issueKey("pipeline", "registry", "test");
      try (TestServer test = TestServer.of(start(database, Map.of()))) {
        StatusRuntimeException refused =
            assertThrows(StatusRuntimeException.class, () -> deploy(test, "wrong"));
        assertEquals(Code.UNAUTHENTICATED, refused.getStatus().getCode());
        assertEquals("pipeline", deploy(test, key).getDeployment().getActor());
        assertTrue(test.server.awaitReady(PATIENCE));
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
        register(database.registry(), 1);
        promote(database.registry(), 1, 0);
        try (PerennialServer server = start(database, Map.of())) {
          assertTrue(server.awaitReady(PATIENCE));
        }
      }
    }
    try (Database down = Database.open(config, Clock.systemUTC());
        PerennialServer server = start(down, Map.of())) {
      assertTrue(server.awaitReady(PATIENCE));
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

  private static void promote(ModelRegistry registry, long version, long expected) {
    var unused =
        registry.deploy(NewDeployment.champion("retail", version, expected, "ana", "test"));
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

  private static void register(ModelRegistry registry, long number) {
    BtydModel model = TestModels.model(number);
    Provenance provenance =
        new Provenance(
            "ab".repeat(32),
            "simulated",
            1_000,
            100,
            LocalDate.of(2025, 1, 1),
            model.observationEnd(),
            new TreeMap<>(Map.of("family", model.family())),
            7,
            "unknown",
            "25",
            "Linux",
            Instant.parse("2026-07-01T08:00:00Z"));
    var unused =
        registry.register(
            new NewVersion(
                "retail",
                model,
                provenance,
                new TreeMap<>(Map.of("holdout.mae", 0.5)),
                report(model),
                "ana"));
  }

  private static TrainingReport report(BtydModel model) {
    LocalDate first = LocalDate.of(2025, 1, 1);
    DataReport data =
        new DataReport(
            "simulated",
            1_000,
            1_000,
            100,
            900,
            first,
            model.observationEnd(),
            "UTC",
            new TreeMap<>(),
            new DataReport.Refunds(0, 0, 0, 0, 0));
    FitReport fit =
        new FitReport(
            model.observationEnd(),
            100,
            new LinkedHashMap<>(Map.of("r", 0.5)),
            new LinkedHashMap<>(),
            -100,
            208,
            218,
            true,
            1e-9,
            List.of(),
            new FitReport.Spend(90, Map.of("p", 6.25), Map.of(), -50, true, 0.01, List.of()));
    return new TrainingReport(
        model.family(),
        model.timeUnit(),
        model.spendOrders(),
        model.terms(),
        data,
        fit,
        Optional.empty(),
        Optional.empty());
  }
}
