package perennial.server.grpc;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.api.v1.Arm;
import perennial.api.v1.Attributes;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.PredictionServiceGrpc.PredictionServiceBlockingStub;
import perennial.api.v1.PredictionSource;
import perennial.api.v1.Terms;
import perennial.registry.ledger.CustomerState;
import perennial.server.FakeAccounts;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.server.TestServing;
import perennial.server.access.ApiKeys;
import perennial.server.admission.Admission;
import perennial.server.customers.CustomerStates;
import perennial.server.customers.FakeLedger;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.Rollout;
import perennial.server.serving.Serving;
import perennial.server.threads.ComputingThreads;

/** Predictions by customer id, over states that tell in which thread they were asked. */
class PredictByIdTest {
  private static final Clock clock = Clock.systemUTC();

  private final FakeStates states = new FakeStates();
  private final FakeRegistry registry = new FakeRegistry();
  private final ComputingThreads computing = new ComputingThreads();
  private final Serving serving =
      new Serving(
          registry,
          registry::listen,
          new FakeLedger(),
          TestServing.settings(0),
          Rollout.NONE,
          clock);
  private @Nullable GrpcEndpoint endpoint;
  private @Nullable ManagedChannel channel;

  private static final class FakeStates implements CustomerStates {
    final Map<String, Known> remembered = new ConcurrentHashMap<>();
    final Map<String, Known> ledger = new ConcurrentHashMap<>();
    final List<Thread> loading = new CopyOnWriteArrayList<>();
    final List<Collection<String>> batches = new CopyOnWriteArrayList<>();

    @Override
    public @Nullable Known remembered(String customerId) {
      return remembered.get(customerId);
    }

    @Override
    public Known load(String customerId) {
      loading.add(Thread.currentThread());
      return ledger.getOrDefault(customerId, Known.NOTHING);
    }

    @Override
    public Map<String, Known> loadAll(Collection<String> customerIds) {
      loading.add(Thread.currentThread());
      batches.add(List.copyOf(customerIds));
      Map<String, Known> known = new HashMap<>();
      customerIds.forEach(id -> known.put(id, ledger.getOrDefault(id, Known.NOTHING)));
      return known;
    }

    @Override
    public void changed(String customerId, long revision) {}
  }

  private static CustomerStates.Known bought(String id, int days) {
    LocalDate last = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(3);
    LocalDate first = last.minusDays(30L * (days - 1));
    return new CustomerStates.Known(
        Optional.of(
            new CustomerState(
                id,
                1,
                days,
                Optional.of(first),
                Optional.of(last),
                BigDecimal.TEN,
                BigDecimal.TEN.multiply(BigDecimal.valueOf(days - 1)),
                BigDecimal.ZERO,
                first.atStartOfDay().toInstant(ZoneOffset.UTC),
                last.atStartOfDay().toInstant(ZoneOffset.UTC),
                Optional.empty(),
                Optional.of(first.atStartOfDay().toInstant(ZoneOffset.UTC)),
                CustomerState.Subscription.NONE,
                perennial.registry.ledger.Attributes.NONE,
                Map.of(),
                clock.instant())));
  }

  @BeforeEach
  void start() throws Exception {
    registry.register("retail", TestModels.model(1));
    registry.promote("retail", 1);
    serving.start("test");
    TestServer.eventually("ready", () -> serving.health().snapshot().ready());
    InMemoryStore store = new InMemoryStore();
    String name = InProcessServerBuilder.generateName();
    endpoint =
        GrpcEndpoint.open(
            InProcessServerBuilder.forName(name),
            new GrpcEndpoint.Parts(
                serving.router(),
                serving.health(),
                registry,
                new ApiKeys(new FakeAccounts(), false, System::nanoTime),
                store,
                store,
                states,
                new Admission(50_000),
                new ServerMetrics(),
                computing,
                Optional.empty(),
                clock));
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void stop() {
    if (channel != null) {
      channel.shutdownNow();
    }
    if (endpoint != null) {
      endpoint.cutOff();
    }
    computing.close();
    serving.close();
  }

  private PredictionServiceBlockingStub predictions() {
    return PredictionServiceGrpc.newBlockingStub(
        java.util.Objects.requireNonNull(channel, "started"));
  }

  private static PredictRequest of(String id) {
    return PredictRequest.newBuilder().setCustomerId(id).addHorizonDays(90).build();
  }

  @Test
  void predict_remembered_isAnsweredWithoutALoad() {
    states.remembered.put("c", bought("c", 4));
    PredictResponse answer = predictions().predict(of("c"));
    assertEquals(PredictionSource.INDIVIDUAL, answer.getAnswer().getSource());
    assertTrue(answer.getAnswer().hasStateAsOf());
    assertTrue(answer.getAnswer().hasStateCalculatedAt());
    assertTrue(states.loading.isEmpty());
  }

  @Test
  void predict_notRemembered_isLoadedInAVirtualThread() {
    states.ledger.put("c", bought("c", 4));
    PredictResponse answer = predictions().predict(of("c"));
    assertEquals(PredictionSource.INDIVIDUAL, answer.getAnswer().getSource());
    assertEquals(1, states.loading.size());
    assertTrue(states.loading.getFirst().isVirtual());
  }

  @Test
  void predict_unknownCustomer_isAnsweredByTheCohort() {
    PredictResponse answer = predictions().predict(of("nobody"));
    assertEquals(PredictionSource.COHORT, answer.getAnswer().getSource());
    assertEquals("all customers", answer.getAnswer().getCohort());
    assertFalse(answer.getAnswer().hasStateAsOf());
  }

  @Test
  void predict_history_saysHowItWasAnswered() {
    PredictResponse answer =
        predictions()
            .predict(
                PredictRequest.newBuilder()
                    .setHistory(CustomerHistory.newBuilder().setAge(10))
                    .build());
    assertEquals(PredictionSource.INDIVIDUAL, answer.getAnswer().getSource());
    assertEquals(perennial.api.v1.Arm.CHAMPION, answer.getAnswer().getArm());
    assertEquals("", answer.getAnswer().getPredictionId());
  }

  @Test
  void batchPredict_ids_areLoadedAtOnceAndAnsweredInOrder() {
    states.ledger.put("a", bought("a", 9));
    states.ledger.put("b", bought("b", 2));
    BatchPredictResponse answer =
        predictions()
            .batchPredict(
                BatchPredictRequest.newBuilder()
                    .addAllCustomerIds(List.of("b", "nobody", "a", "b"))
                    .addHorizonDays(90)
                    .build());
    assertEquals(1, states.batches.size());
    assertTrue(states.loading.getFirst().isVirtual());
    assertEquals(
        List.of(
            PredictionSource.INDIVIDUAL,
            PredictionSource.COHORT,
            PredictionSource.INDIVIDUAL,
            PredictionSource.INDIVIDUAL),
        answer.getAnswersList().stream().map(a -> a.getSource()).toList());
    assertEquals(answer.getPredictions(0), answer.getPredictions(3));
    assertEquals(predictions().predict(of("a")).getPrediction(), answer.getPredictions(2));
    assertEquals(1, answer.getServedBy().getVersion());
    assertFalse(answer.hasChallenger());
  }

  @Test
  void predict_terms_areThoseOfTheAnswer() {
    states.remembered.put("c", bought("c", 4));
    PredictResponse own = predictions().predict(of("c"));
    PredictResponse half =
        predictions()
            .predict(
                of("c").toBuilder()
                    .setTerms(Terms.newBuilder().setMargin(0.5).setCurrency("EUR"))
                    .build());
    assertEquals(0.5, half.getServedBy().getMargin());
    assertEquals(0.1, half.getServedBy().getAnnualDiscountRate());
    assertEquals(
        own.getPrediction().getHorizons(0).getClv() / 2,
        half.getPrediction().getHorizons(0).getClv(),
        1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 0.5, EUR, terms.annual_discount_rate",
    "10.1, 0.5, EUR, terms.annual_discount_rate",
    "NaN, 0.5, EUR, terms.annual_discount_rate",
    "0.1, 0, EUR, terms.margin",
    "0.1, 1.01, EUR, terms.margin",
    "0.1, NaN, EUR, terms.margin",
    "0.1, 0.5, USD, terms.currency",
  })
  void predict_badTerms_areNamed(double rate, double margin, String currency, String field) {
    Terms terms =
        Terms.newBuilder()
            .setAnnualDiscountRate(rate)
            .setMargin(margin)
            .setCurrency(currency)
            .build();
    assertEquals(
        field, violation(() -> predictions().predict(of("c").toBuilder().setTerms(terms).build())));
    assertEquals(
        field,
        violation(() ->
            predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder().addCustomerIds("c").setTerms(terms).build())));
  }

  @Test
  void predict_badIdsAndAttributes_areNamedByTheirPath() {
    assertEquals("customer_id", violation(() -> predictions().predict(of("x".repeat(201)))));
    assertEquals("customer_id", violation(() -> predictions().predict(of(""))));
    assertEquals(
        "attributes.device",
        violation(() ->
            predictions()
                .predict(
                    of("c").toBuilder()
                        .setAttributes(Attributes.newBuilder().setDevice("x".repeat(101)))
                        .build())));
    assertEquals(
        "customer_ids[1]",
        violation(() ->
            predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder()
                        .addAllCustomerIds(List.of("a", "", "c"))
                        .build())));
    assertEquals(
        "customer_ids",
        violation(() ->
            predictions()
                .batchPredict(
                    BatchPredictRequest.newBuilder()
                        .addCustomerIds("a")
                        .addHistories(CustomerHistory.getDefaultInstance())
                        .build())));
    assertTrue(states.batches.isEmpty());
  }

  private static String violation(Runnable call) {
    StatusRuntimeException error = assertThrows(StatusRuntimeException.class, call::run);
    try {
      return StatusProto.fromThrowable(error)
          .getDetails(0)
          .unpack(BadRequest.class)
          .getFieldViolations(0)
          .getField();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("no BadRequest in " + error, e);
    }
  }

  @Test
  void batchPredict_challengerAnsweredAll_saysSo() {
    registry.register("retail", TestModels.model(2));
    registry.deploy("retail", 1, 2, 1, 0);
    TestServer.eventually(
        "the challenger", () -> batch("c-1").getAnswers(0).getArm() == Arm.CHALLENGER);
    BatchPredictResponse response = batch("c-1", "c-2");
    assertEquals(2, response.getServedBy().getVersion());
    assertEquals(2, response.getChallenger().getVersion());
  }

  private BatchPredictResponse batch(String... ids) {
    return PredictionServiceGrpc.newBlockingStub(requireNonNull(channel))
        .batchPredict(BatchPredictRequest.newBuilder().addAllCustomerIds(List.of(ids)).build());
  }
}
