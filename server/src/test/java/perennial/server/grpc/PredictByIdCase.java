package perennial.server.grpc;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
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
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.PredictionServiceGrpc.PredictionServiceBlockingStub;
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

/** A server whose customers' states are in memory. */
abstract class PredictByIdCase {
  static final Clock clock = Clock.systemUTC();

  final FakeStates states = new FakeStates();
  final FakeRegistry registry = new FakeRegistry();
  final ComputingThreads computing = new ComputingThreads();
  final Serving serving =
      new Serving(
          registry,
          registry::listen,
          new FakeLedger(),
          TestServing.settings(0),
          Rollout.NONE,
          clock);
  @Nullable GrpcEndpoint endpoint;
  @Nullable ManagedChannel channel;

  static final class FakeStates implements CustomerStates {
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

  static CustomerStates.Known bought(String id, int days) {
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

  PredictionServiceBlockingStub predictions() {
    return PredictionServiceGrpc.newBlockingStub(
        java.util.Objects.requireNonNull(channel, "started"));
  }

  static PredictRequest of(String id) {
    return PredictRequest.newBuilder().setCustomerId(id).addHorizonDays(90).build();
  }
}
