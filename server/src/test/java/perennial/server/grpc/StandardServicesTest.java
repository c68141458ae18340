package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.ArtifactCorrupted;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** Health, reflection and channelz, as their tools see them. */
class StandardServicesTest {
  private static final String PREDICTIONS = "perennial.api.v1.PredictionService";

  @TempDir Path folder;
  private final FakeRegistry registry = new FakeRegistry();

  @Test
  void health_followsWhatIsServed() throws Exception {
    registry.register("retail", TestModels.model(1));
    registry.register("loyal", TestModels.model(2));
    registry.breakVersion("loyal", 1, new ArtifactCorrupted("broken"));
    try (TestServer test = TestServer.start(registry, folder)) {
      TestServer.eventually("contact", () -> test.server.health().registryReachable());
      assertEquals(ServingStatus.NOT_SERVING, health(test, ""));
      assertEquals(ServingStatus.NOT_SERVING, health(test, PREDICTIONS));
      assertEquals(ServingStatus.SERVING, health(test, "perennial.api.v1.RegistryService"));
      StatusRuntimeException unknown =
          assertThrows(StatusRuntimeException.class, () -> health(test, "model/retail"));
      assertEquals(Code.NOT_FOUND, unknown.getStatus().getCode());
      registry.promote("retail", 1);
      registry.promote("loyal", 1);
      test.ready();
      TestServer.eventually("both models", () -> test.server.health().models().size() == 2);
      test.ready(); // whoever listens to the health has been told
      assertEquals(ServingStatus.SERVING, health(test, ""));
      assertEquals(ServingStatus.SERVING, health(test, PREDICTIONS));
      assertEquals(ServingStatus.SERVING, health(test, "model/retail"));
      assertEquals(ServingStatus.NOT_SERVING, health(test, "model/loyal"));
    }
  }

  @Test
  void reflection_listsServices() throws Exception {
    try (TestServer test = TestServer.start(registry, folder)) {
      CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
      StreamObserver<ServerReflectionRequest> requests =
          ServerReflectionGrpc.newStub(test.channel)
              .serverReflectionInfo(
                  new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                      answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable error) {
                      answer.completeExceptionally(error);
                    }

                    @Override
                    public void onCompleted() {
                      answer.cancel(false);
                    }
                  });
      requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
      List<String> names =
          answer.get(20, TimeUnit.SECONDS).getListServicesResponse().getServiceList().stream()
              .map(s -> s.getName())
              .toList();
      requests.onCompleted();
      assertTrue(
          names.containsAll(
              List.of(
                  PREDICTIONS,
                  "perennial.api.v1.RegistryService",
                  "grpc.health.v1.Health",
                  "grpc.channelz.v1.Channelz",
                  "grpc.reflection.v1alpha.ServerReflection")),
          names::toString);
    }
  }

  @Test
  void channelz_listsTheServer() throws Exception {
    try (TestServer test = TestServer.start(registry, folder)) {
      assertTrue(
          ChannelzGrpc.newBlockingStub(test.channel)
                  .getServers(GetServersRequest.getDefaultInstance())
                  .getServerCount()
              > 0);
    }
  }

  @Test
  void grpcurl_pastedLine_answers() throws Exception {
    Path grpcurl =
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
            .map(p -> Path.of(p, "grpcurl"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("grpcurl-is-missing"));
    Assumptions.assumeTrue(Files.isExecutable(grpcurl), "grpcurl is not on the PATH");
    registry.register("retail", TestModels.model(1));
    registry.promote("retail", 1);
    try (TestServer test = TestServer.start(registry, folder).ready()) {
      Process process =
          new ProcessBuilder(
                  grpcurl.toString(),
                  "-plaintext",
                  "-d",
                  "{\"history\":{\"repeat_purchases\":5,\"recency\":200,\"age\":300,"
                      + "\"mean_spend\":45.5},\"horizon_days\":[30,90]}",
                  "127.0.0.1:" + test.server.grpcPort(),
                  PREDICTIONS + "/Predict")
              .redirectErrorStream(true)
              .start();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "grpcurl did not end");
      assertEquals(0, process.exitValue(), output);
      assertTrue(output.contains("\"clv\""), output);
      assertTrue(output.contains("\"version\": \"1\""), output);
    }
  }

  private static ServingStatus health(TestServer test, String service) {
    return HealthGrpc.newBlockingStub(test.channel)
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }
}
