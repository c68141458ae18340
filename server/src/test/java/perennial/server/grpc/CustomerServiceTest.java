package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Lists;
import com.google.protobuf.Timestamp;
import com.google.rpc.RequestInfo;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.api.v1.CustomerState;
import perennial.api.v1.EraseCustomerRequest;
import perennial.api.v1.EraseCustomerResponse;
import perennial.api.v1.Event;
import perennial.api.v1.EventType;
import perennial.api.v1.ExportCustomerRequest;
import perennial.api.v1.ExportCustomerResponse;
import perennial.api.v1.GetCustomerRequest;
import perennial.api.v1.ReadmitCustomerRequest;
import perennial.api.v1.RecordEventsRequest;
import perennial.api.v1.RecordEventsResponse;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestServer;

class CustomerServiceTest {
  private final Clock clock = Clock.systemUTC();
  private final InMemoryStore store = new InMemoryStore();

  @TempDir Path folder;
  private TestServer test;

  @BeforeEach
  void start() {
    test = TestServer.start(new FakeRegistry(), store, folder, clock, Map.of());
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private RecordEventsResponse buy(String id, String amount, int daysAgo) {
    return test.events()
        .recordEvents(
            RecordEventsRequest.newBuilder()
                .addEvents(
                    Event.newBuilder()
                        .setEventId(id)
                        .setCustomerId("c")
                        .setType(EventType.PURCHASE)
                        .setAmount(amount)
                        .setCurrency("EUR")
                        .setOccurredAt(
                            Timestamp.newBuilder()
                                .setSeconds(clock.instant().getEpochSecond() - 86_400L * daysAgo)))
                .build());
  }

  private CustomerState get() {
    return test.customers().getCustomer(GetCustomerRequest.newBuilder().setCustomerId("c").build());
  }

  @Test
  void getCustomer_afterPurchases_hasStateAndHistory() {
    buy("1", "10.5", 40);
    buy("2", "20", 10);
    buy("3", "30", 10);
    CustomerState state = get();
    assertEquals(2, state.getPurchaseDays());
    assertEquals("60.5", state.getNetValue());
    assertEquals("EUR", state.getCurrency());
    assertEquals(1, state.getHistory().getRepeatPurchases());
    assertEquals(30, state.getHistory().getRecency());
    assertEquals(40, state.getHistory().getAge());
    assertEquals(50, state.getHistory().getMeanSpend());
    assertEquals(Map.of("PURCHASE", 3L), state.getEventsMap());
    assertFalse(state.hasFirstVisitAt());
    assertFalse(state.hasHoursToFirstPurchase());
  }

  @Test
  void exportCustomer_hasStateEventsAndPredictions() {
    buy("1", "10", 40);
    buy("2", "20.25", 10);
    store.predictions.add(logged());
    List<ExportCustomerResponse> parts = export();
    assertEquals(4, parts.size());
    assertEquals("c", parts.get(0).getState().getCustomerId());
    assertEquals("10", parts.get(1).getEvent().getAmount());
    assertEquals("20.25", parts.get(2).getEvent().getAmount());
    assertEquals(EventType.PURCHASE, parts.get(2).getEvent().getType());
    assertTrue(parts.get(3).getPredictionJson().contains("\"latency_micros\":70"));
  }

  @Test
  void exportCustomer_knownToTheLogOnly_hasItsPredictions() {
    assertEquals(Code.NOT_FOUND, code(this::export));
    store.predictions.add(logged());
    List<ExportCustomerResponse> parts = export();
    assertEquals(1, parts.size());
    assertTrue(parts.getFirst().getPredictionJson().contains("\"source\":\"COHORT\""));
  }

  private LoggedPrediction logged() {
    return new LoggedPrediction(
        new UUID(1, 2),
        clock.instant(),
        "c",
        "retail",
        1,
        "CHAMPION",
        "COHORT",
        Optional.empty(),
        Optional.empty(),
        70,
        "OK",
        LoggedPrediction.EACH);
  }

  private List<ExportCustomerResponse> export() {
    return Lists.newArrayList(
        test.customers()
            .exportCustomer(ExportCustomerRequest.newBuilder().setCustomerId("c").build()));
  }

  @Test
  void eraseAndReadmit_refuseAndTakeEvents() {
    buy("1", "10", 40);
    EraseCustomerResponse erased =
        test.customers()
            .eraseCustomer(
                EraseCustomerRequest.newBuilder().setCustomerId("c").setReason("asked").build());
    assertEquals(1, erased.getEvents());
    assertEquals(Code.NOT_FOUND, code(this::get));
    RecordEventsResponse refused = buy("2", "10", 1);
    assertEquals(1, refused.getRejectedTotal());
    assertEquals("customer_id", refused.getRejected(0).getField());
    var unused =
        test.customers()
            .readmitCustomer(
                ReadmitCustomerRequest.newBuilder().setCustomerId("c").setReason("back").build());
    assertEquals(1, buy("3", "10", 1).getRecorded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "LONG"})
  void eraseCustomer_badReason_isRefused(String reason) {
    buy("1", "10", 40);
    String sent = reason.equals("LONG") ? "x".repeat(1_001) : reason;
    assertEquals(
        Code.INVALID_ARGUMENT,
        code(() ->
            test.customers()
                .eraseCustomer(
                    EraseCustomerRequest.newBuilder().setCustomerId("c").setReason(sent).build())));
    assertEquals(1, get().getPurchaseDays());
  }

  @Test
  void getCustomer_databaseAway_namesTheRequest() throws Exception {
    store.away = true;
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER), "checkout-17");
    StatusRuntimeException error =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                test.customers()
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .getCustomer(GetCustomerRequest.newBuilder().setCustomerId("c").build()));
    assertEquals(Code.UNAVAILABLE, error.getStatus().getCode());
    RequestInfo info = StatusProto.fromThrowable(error).getDetails(1).unpack(RequestInfo.class);
    assertEquals("checkout-17", info.getRequestId());
  }

  private static Code code(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }
}
