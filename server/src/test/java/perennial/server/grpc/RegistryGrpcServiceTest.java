package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.api.v1.DeployRequest;
import perennial.api.v1.Deployment;
import perennial.api.v1.GetVersionRequest;
import perennial.api.v1.ListDeploymentsRequest;
import perennial.api.v1.ListDeploymentsResponse;
import perennial.api.v1.ListModelsRequest;
import perennial.api.v1.ListVersionsRequest;
import perennial.api.v1.ListVersionsResponse;
import perennial.api.v1.ModelVersion;
import perennial.api.v1.RegistryServiceGrpc.RegistryServiceBlockingStub;
import perennial.server.FakeAccounts;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

class RegistryGrpcServiceTest {
  @TempDir Path folder;
  private final FakeRegistry registry = new FakeRegistry();
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    for (int v = 1; v <= 5; v++) {
      registry.register("retail", TestModels.model(v));
    }
    registry.promote("retail", 1);
    test = TestServer.start(registry, folder).ready();
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void listModels_all_withWhatIsLive() {
    var models = test.registry().listModels(ListModelsRequest.getDefaultInstance()).getModelsList();
    assertEquals(1, models.size());
    assertEquals("retail", models.getFirst().getName());
    assertEquals(5, models.getFirst().getLatestVersion());
    assertEquals(1, models.getFirst().getLive().getChampionVersion());
  }

  @Test
  void listVersions_pages_coverEverythingOnce() {
    List<Long> numbers = new ArrayList<>();
    long before = 0;
    do {
      ListVersionsResponse page =
          test.registry()
              .listVersions(
                  ListVersionsRequest.newBuilder()
                      .setModel("retail")
                      .setPageSize(2)
                      .setBeforeVersion(before)
                      .build());
      page.getVersionsList().forEach(v -> numbers.add(v.getVersion()));
      before = page.getNextBeforeVersion();
    } while (before != 0);
    assertEquals(List.of(5L, 4L, 3L, 2L, 1L), numbers);
  }

  @Test
  void listDeployments_pages_coverEverythingOnce() {
    for (int v = 2; v <= 5; v++) {
      registry.promote("retail", v);
    }
    List<Long> sequences = new ArrayList<>();
    long before = 0;
    int pages = 0;
    do {
      ListDeploymentsResponse page =
          test.registry()
              .listDeployments(
                  ListDeploymentsRequest.newBuilder()
                      .setModel("retail")
                      .setPageSize(5)
                      .setBeforeSequence(before)
                      .build());
      page.getDeploymentsList().forEach(d -> sequences.add(d.getSequence()));
      before = page.getNextBeforeSequence();
      pages++;
    } while (before != 0);
    assertEquals(List.of(5L, 4L, 3L, 2L, 1L), sequences);
    assertEquals(1, pages, "a page that is just full has no next one");
  }

  @Test
  void getVersion_known_hasProvenanceAsJson() {
    ModelVersion version =
        test.registry()
            .getVersion(GetVersionRequest.newBuilder().setModel("retail").setVersion(3).build())
            .getVersion();
    assertEquals(3, version.getVersion());
    assertEquals(64, version.getArtifactSha256().length());
    assertEquals(3.5, version.getMetricsOrThrow("holdout.mae"));
    String json = version.getProvenanceJson();
    assertTrue(json.contains("\"observationEnd\":\"2026-06-30\""), json);
  }

  @Test
  void getVersion_unknown_notFound() {
    assertEquals(
        Code.NOT_FOUND,
        codeOf(() ->
            test.registry()
                .getVersion(
                    GetVersionRequest.newBuilder().setModel("retail").setVersion(9).build())));
    assertEquals(
        Code.NOT_FOUND,
        codeOf(() ->
            test.registry()
                .listVersions(ListVersionsRequest.newBuilder().setModel("toys").build())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "re\0tail", "retail\nERROR forged", "Retail", "a.b"})
  void listVersions_noModelName_namesTheField(String model) throws Exception {
    StatusRuntimeException error =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                test.registry()
                    .listVersions(ListVersionsRequest.newBuilder().setModel(model).build()));
    assertEquals(Code.INVALID_ARGUMENT, error.getStatus().getCode());
    var status = StatusProto.fromThrowable(error);
    var details = status.getDetails(0).unpack(BadRequest.class);
    assertEquals("model", details.getFieldViolations(0).getField());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1001})
  void listVersions_pageSizeOutOfRange_isRefused(int size) {
    assertEquals(
        Code.INVALID_ARGUMENT,
        codeOf(() ->
            test.registry()
                .listVersions(
                    ListVersionsRequest.newBuilder()
                        .setModel("retail")
                        .setPageSize(size)
                        .build())));
  }

  @Test
  void deploy_withKey_isServedAndNamesItsActor() {
    Deployment deployed = withKey(FakeAccounts.KEY).deploy(deploy(4, 1)).getDeployment();
    assertEquals(2, deployed.getSequence());
    assertEquals("ana", deployed.getActor());
    TestServer.eventually(
        "v4 answers", () -> test.server.health().models().getFirst().servingVersion() == 4);
  }

  @Test
  void deploy_withoutKeyOrWithAWrongOne_unauthenticatedAndNothingChanged() {
    assertEquals(Code.UNAUTHENTICATED, codeOf(() -> test.registry().deploy(deploy(4, 1))));
    assertEquals(Code.UNAUTHENTICATED, codeOf(() -> withKey("wrong").deploy(deploy(4, 1))));
    assertEquals(Code.UNAUTHENTICATED, codeOf(() -> withKey("").deploy(deploy(4, 1))));
    assertEquals(1, registry.deployments("retail", 0, 10).size());
  }

  @Test
  void deploy_unknownVersion_notFound() {
    assertEquals(Code.NOT_FOUND, codeOf(() -> withKey(FakeAccounts.KEY).deploy(deploy(9, 1))));
  }

  @Test
  void deploy_noReason_isRefused() {
    DeployRequest request = deploy(4, 1).toBuilder().clearReason().build();
    assertEquals(Code.INVALID_ARGUMENT, codeOf(() -> withKey(FakeAccounts.KEY).deploy(request)));
  }

  @Test
  void deploy_lostRace_namesTheWinner() throws Exception {
    List<Callable<Object>> racers = new ArrayList<>();
    for (int v = 2; v <= 5; v++) {
      DeployRequest request = deploy(v, 1);
      racers.add(() -> {
        try {
          return withKey(FakeAccounts.KEY).deploy(request).getDeployment();
        } catch (StatusRuntimeException e) {
          return e;
        }
      });
    }
    List<Deployment> winners = new ArrayList<>();
    List<StatusRuntimeException> losers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Object> result : threads.invokeAll(racers)) {
        switch (result.get()) {
          case Deployment won -> winners.add(won);
          case StatusRuntimeException lost -> losers.add(lost);
          case Object other -> throw new AssertionError(other);
        }
      }
    }
    assertEquals(1, winners.size());
    assertEquals(3, losers.size());
    for (StatusRuntimeException lost : losers) {
      assertEquals(Code.ABORTED, lost.getStatus().getCode());
      ErrorInfo info = StatusProto.fromThrowable(lost).getDetails(0).unpack(ErrorInfo.class);
      assertEquals("DEPLOYMENT_CONFLICT", info.getReason());
      assertEquals("2", info.getMetadataOrThrow("sequence"));
      assertEquals(
          Long.toString(winners.getFirst().getChampionVersion()),
          info.getMetadataOrThrow("champion_version"));
      assertEquals("ana", info.getMetadataOrThrow("actor"));
    }
    assertEquals(2, registry.deployments("retail", 0, 10).size());
  }

  @Test
  void deploy_conflictWithALongReason_stillReachesTheClient() {
    registry.deploy(
        perennial.registry.NewDeployment.champion("retail", 2, 1, "ana", "ü€".repeat(500)));
    assertEquals(Code.ABORTED, codeOf(() -> withKey(FakeAccounts.KEY).deploy(deploy(4, 1))));
  }

  @Test
  void anyCall_registryAway_unavailableAndPredictionsGoOn() {
    registry.away(true);
    assertEquals(
        Code.UNAVAILABLE,
        codeOf(() -> test.registry().listModels(ListModelsRequest.getDefaultInstance())));
    assertTrue(test.server.health().ready());
  }

  private RegistryServiceBlockingStub withKey(String key) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return test.registry().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static DeployRequest deploy(long version, long expectedSequence) {
    return DeployRequest.newBuilder()
        .setModel("retail")
        .setChampionVersion(version)
        .setExpectedSequence(expectedSequence)
        .setReason("better on the holdout")
        .build();
  }

  private static Code codeOf(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }
}
