package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.DeployRequest;
import perennial.api.v1.DeployResponse;
import perennial.api.v1.ListDeploymentsRequest;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.RegistryServiceGrpc;
import perennial.model.SpendOrders;
import perennial.registry.AuditEntry;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.Database;
import perennial.registry.ModelVersion;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;

/** The main job, through every room: train, register, promote, predict, roll back. */
class MainJobTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final PredictRequest REQUEST =
      PredictRequest.newBuilder()
          .setHistory(
              CustomerHistory.newBuilder()
                  .setRepeatPurchases(5)
                  .setRecency(200)
                  .setAge(300)
                  .setMeanSpend(45.5))
          .addHorizonDays(30)
          .addHorizonDays(365)
          .build();

  @TempDir static Path folder;

  private static final AtomicReference<@Nullable Database> DATABASE = new AtomicReference<>();
  private static Standalone standalone;
  private static ManagedChannel channel;
  private static TrainingSettings firstData;

  @BeforeAll
  static void startEverything() {
    firstData = DemoData.write(folder, 3000);
    standalone =
        Standalone.start(
            new StandaloneConfig(folder.resolve("data"), "127.0.0.1", 0, 0, 0, false),
            database -> {
              DATABASE.set(database);
              return train(firstData);
            },
            CLOCK,
            step -> {},
            it -> {});
    channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + standalone.announcement().grpcPort(),
                InsecureChannelCredentials.create())
            .build();
  }

  @AfterAll
  static void stopEverything() {
    channel.shutdownNow();
    standalone.close();
  }

  @Test
  void trainRegisterPromotePredictRollBack() {
    PredictResponse before = predict();
    assertEquals(1, before.getServedBy().getVersion());
    assertTrue(before.getPrediction().getHorizons(1).getClv() > 0);

    ModelVersion second = train(withAllOrders(firstData));
    assertEquals(2, second.version());
    assertEquals(1, predict().getServedBy().getVersion(), "registering serves nothing");

    DeployResponse promoted = deploy(2, 1, "spend over all orders");
    assertEquals(2, promoted.getDeployment().getSequence());
    PredictResponse after = awaitVersion(2);
    assertNotEquals(
        before.getPrediction().getExpectedSpend(), after.getPrediction().getExpectedSpend());

    StatusRuntimeException late =
        assertThrows(StatusRuntimeException.class, () -> deploy(1, 1, "too late"));
    assertEquals(Status.Code.ABORTED, late.getStatus().getCode());
    assertTrue(String.valueOf(late.getStatus().getDescription()).contains("spend over all orders"));

    deploy(1, 2, "roll back");
    assertEquals(before.getPrediction(), awaitVersion(1).getPrediction());
    assertHistoryIsKept();
  }

  private static void assertHistoryIsKept() {
    List<Long> served =
        registry()
            .listDeployments(ListDeploymentsRequest.newBuilder().setModel("retail").build())
            .getDeploymentsList()
            .stream()
            .map(d -> d.getChampionVersion())
            .toList();
    assertEquals(List.of(1L, 2L, 1L), served);
    List<String> deploys =
        database().audit().entries(new AuditFilter("", "deploy", ""), 0, 10).stream()
            .map(AuditEntry::reason)
            .toList();
    assertEquals(
        List.of("roll back", "spend over all orders", "first version of the demo"), deploys);
    assertTrue(database().audit().firstBroken().isEmpty());
  }

  private static Database database() {
    return Objects.requireNonNull(DATABASE.get(), "not started");
  }

  private static ModelVersion train(TrainingSettings settings) {
    return new Training(CLOCK, TrainingProgress.NONE)
        .trainAndRegister(settings, Standalone.MODEL, "test", database().registry())
        .version()
        .orElseThrow();
  }

  private static TrainingSettings withAllOrders(TrainingSettings s) {
    return new TrainingSettings(
        s.transactions(),
        s.format(),
        s.memoryLimit(),
        s.family(),
        s.timeUnit(),
        SpendOrders.ALL,
        s.terms(),
        s.observationEnd(),
        s.holdoutDays(),
        s.refit(),
        s.seed());
  }

  private static PredictResponse predict() {
    return PredictionServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .predict(REQUEST);
  }

  private static PredictResponse awaitVersion(long version) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    PredictResponse response = predict();
    while (response.getServedBy().getVersion() != version) {
      assertTrue(System.nanoTime() < deadline, "still on v" + response.getServedBy().getVersion());
      LockSupport.parkNanos(5_000_000);
      response = predict();
    }
    return response;
  }

  private static DeployResponse deploy(long version, long expectedSequence, String reason) {
    Metadata key = new Metadata();
    key.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + standalone.announcement().registryKey().orElseThrow());
    return registry()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(key))
        .deploy(
            DeployRequest.newBuilder()
                .setModel("retail")
                .setChampionVersion(version)
                .setExpectedSequence(expectedSequence)
                .setReason(reason)
                .build());
  }

  private static RegistryServiceGrpc.RegistryServiceBlockingStub registry() {
    return RegistryServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }
}
