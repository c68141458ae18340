package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Timestamp;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.CustomerServiceGrpc;
import perennial.api.v1.DeployRequest;
import perennial.api.v1.EraseCustomerRequest;
import perennial.api.v1.Event;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.EventType;
import perennial.api.v1.ExportCustomerRequest;
import perennial.api.v1.GetCustomerRequest;
import perennial.api.v1.ListModelsRequest;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.ReadmitCustomerRequest;
import perennial.api.v1.RecordEventsRequest;
import perennial.api.v1.RegistryServiceGrpc;
import perennial.api.v1.StreamPredictRequest;
import perennial.registry.KeyScope;
import perennial.server.FakeAccounts;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** Every method with every kind of key. */
class KeysTest {
  private static final CustomerHistory HISTORY =
      CustomerHistory.newBuilder().setRepeatPurchases(1).setRecency(2).setAge(3).build();
  private static final List<String> KEYS =
      List.of("", "wrong", "predict", "events", "registry", "admin", "all");

  private static TestServer test;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    FakeAccounts accounts = new FakeAccounts();
    for (KeyScope scope : KeyScope.values()) {
      accounts.add(scope.text(), "of-" + scope.text(), scope);
    }
    accounts.add("all", "of-all", KeyScope.values());
    test =
        TestServer.start(
                registry,
                accounts,
                new InMemoryStore(),
                folder,
                Clock.systemUTC(),
                Map.of("PERENNIAL_SERVER_API_KEYS", "required"))
            .ready();
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  /** A method, a request, the keys that it takes, and what it answers to them. */
  private record Row(
      MethodDescriptor<?, ?> method, Object request, List<String> keys, Code answer) {}

  private static final List<Row> TABLE =
      List.of(
          new Row(
              PredictionServiceGrpc.getPredictMethod(),
              PredictRequest.newBuilder().setHistory(HISTORY).build(),
              List.of("predict", "all"),
              Code.OK),
          new Row(
              PredictionServiceGrpc.getBatchPredictMethod(),
              BatchPredictRequest.newBuilder().addHistories(HISTORY).build(),
              List.of("predict", "all"),
              Code.OK),
          new Row(
              PredictionServiceGrpc.getStreamPredictMethod(),
              StreamPredictRequest.getDefaultInstance(),
              List.of("predict", "all"),
              Code.OK),
          new Row(
              EventServiceGrpc.getRecordEventsMethod(),
              RecordEventsRequest.newBuilder().addEvents(visit()).build(),
              List.of("events", "all"),
              Code.OK),
          new Row(
              EventServiceGrpc.getRecordEventStreamMethod(),
              RecordEventsRequest.newBuilder().addEvents(visit()).build(),
              List.of("events", "all"),
              Code.OK),
          new Row(
              CustomerServiceGrpc.getGetCustomerMethod(),
              GetCustomerRequest.newBuilder().setCustomerId("nobody").build(),
              List.of("predict", "admin", "all"),
              Code.NOT_FOUND),
          new Row(
              CustomerServiceGrpc.getExportCustomerMethod(),
              ExportCustomerRequest.newBuilder().setCustomerId("nobody").build(),
              List.of("admin", "all"),
              Code.NOT_FOUND),
          new Row(
              CustomerServiceGrpc.getEraseCustomerMethod(),
              EraseCustomerRequest.newBuilder().setCustomerId("gone").setReason("asked").build(),
              List.of("admin", "all"),
              Code.OK),
          new Row(
              CustomerServiceGrpc.getReadmitCustomerMethod(),
              ReadmitCustomerRequest.newBuilder().setCustomerId("none").setReason("x").build(),
              List.of("admin", "all"),
              Code.NOT_FOUND),
          new Row(
              RegistryServiceGrpc.getListModelsMethod(),
              ListModelsRequest.getDefaultInstance(),
              KEYS,
              Code.OK),
          new Row(
              RegistryServiceGrpc.getDeployMethod(),
              DeployRequest.newBuilder()
                  .setModel("retail")
                  .setChampionVersion(9)
                  .setReason("x")
                  .build(),
              List.of("registry", "all"),
              Code.NOT_FOUND),
          new Row(
              HealthGrpc.getCheckMethod(), HealthCheckRequest.getDefaultInstance(), KEYS, Code.OK),
          new Row(
              ChannelzGrpc.getGetServersMethod(),
              GetServersRequest.getDefaultInstance(),
              List.of("admin", "all"),
              Code.OK));

  private static Event visit() {
    return Event.newBuilder()
        .setEventId("v")
        .setCustomerId("c")
        .setOccurredAt(Timestamp.newBuilder().setSeconds(1))
        .setType(EventType.VISIT)
        .build();
  }

  static Stream<Arguments> everyMethodAndKey() {
    return TABLE.stream()
        .flatMap(row ->
            KEYS.stream().map(key -> Arguments.of(row.method().getFullMethodName(), key, row)));
  }

  @ParameterizedTest(name = "{0} with key ''{1}''")
  @MethodSource("everyMethodAndKey")
  void call_withKey(String method, String key, Row row) {
    Code expected =
        row.keys().contains(key)
            ? row.answer()
            : key.isEmpty() || key.equals("wrong") ? Code.UNAUTHENTICATED : Code.PERMISSION_DENIED;
    assertEquals(expected, code(row, key));
  }

  @SuppressWarnings("unchecked") // each row has a request of its method
  private static Code code(Row row, String key) {
    Metadata headers = new Metadata();
    if (!key.isEmpty()) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    }
    Channel channel =
        ClientInterceptors.intercept(
            test.channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    try {
      var answers =
          ClientCalls.blockingServerStreamingCall(
              channel,
              (MethodDescriptor<Object, Object>) row.method(),
              CallOptions.DEFAULT,
              row.request());
      while (answers.hasNext()) {
        var unused = answers.next();
      }
      return Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  @Test
  void deploy_keysOff_stillNeedsItsKey(@TempDir Path folder) {
    try (TestServer open = TestServer.start(new FakeRegistry(), folder)) {
      StatusRuntimeException error =
          assertThrows(
              StatusRuntimeException.class,
              () -> open.registry().deploy(DeployRequest.getDefaultInstance()));
      assertEquals(Code.UNAUTHENTICATED, error.getStatus().getCode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /predict, '', 401",
    "POST, /predict, wrong, 401",
    "POST, /predict, events, 403",
    "POST, /predict, predict, 200",
    "GET, /health/live, '', 200",
    "GET, /health/ready, '', 200",
    "GET, /metrics, '', 200",
  })
  void http_withKey(String method, String path, String key, int status) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + test.server.httpPort() + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(
                        "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}"));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 2; i++) { // looked up, and remembered
        HttpResponse<String> response =
            client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(status, response.statusCode(), response.body());
      }
    }
  }
}
