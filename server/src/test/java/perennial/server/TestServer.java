package perennial.server;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import perennial.api.v1.CustomerServiceGrpc;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.RegistryServiceGrpc;
import perennial.registry.ModelRegistry;
import perennial.registry.monitoring.EventQuality;
import perennial.registry.predictionlog.PredictionLog;
import perennial.server.customers.FakeLedger;

/** A whole server on free ports before a fake registry, with a real channel to it. */
public final class TestServer implements AutoCloseable {
  /** How long a test waits for what must happen, on a machine that is busy with other things. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  public final PerennialServer server;
  public final ManagedChannel channel;

  private TestServer(PerennialServer server) {
    this.server = server;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort()).usePlaintext().build();
  }

  public static TestServer start(FakeRegistry registry, Path folder) {
    return start(registry, folder, Clock.systemUTC(), Map.of());
  }

  public static TestServer start(
      FakeRegistry registry, Path folder, Clock clock, Map<String, String> more) {
    return start(registry, new InMemoryStore(), folder, clock, more);
  }

  /** With this prediction log. */
  public static TestServer start(
      FakeRegistry registry,
      PredictionLog log,
      Path folder,
      Clock clock,
      Map<String, String> more) {
    return start(
        registry,
        new FakeAccounts(),
        new CustomerStore(new InMemoryStore(), log),
        folder,
        clock,
        more);
  }

  public static TestServer start(
      FakeRegistry registry,
      InMemoryStore store,
      Path folder,
      Clock clock,
      Map<String, String> more) {
    return start(registry, new FakeAccounts(), store, folder, clock, more);
  }

  /** With events counted there. */
  public static TestServer start(
      FakeRegistry registry,
      InMemoryStore store,
      EventQuality quality,
      Path folder,
      Map<String, String> more) {
    return start(
        registry,
        new FakeAccounts(),
        new CustomerStore(store, store, Optional.of(quality)),
        folder,
        Clock.systemUTC(),
        more);
  }

  public static TestServer start(
      FakeRegistry registry,
      FakeAccounts accounts,
      InMemoryStore store,
      Path folder,
      Clock clock,
      Map<String, String> more) {
    return start(registry, accounts, new CustomerStore(store, store), folder, clock, more);
  }

  /** With these keys and this prediction log. */
  public static TestServer start(
      FakeRegistry registry,
      FakeAccounts accounts,
      PredictionLog log,
      Path folder,
      Map<String, String> more) {
    return start(
        registry,
        accounts,
        new CustomerStore(new InMemoryStore(), log),
        folder,
        Clock.systemUTC(),
        more);
  }

  private static TestServer start(
      FakeRegistry registry,
      FakeAccounts accounts,
      CustomerStore store,
      Path folder,
      Clock clock,
      Map<String, String> more) {
    return new TestServer(
        PerennialServer.start(
            config(folder, more),
            new Backend(
                registry,
                accounts,
                registry::listen,
                store,
                new FakeLedger()::listen,
                "test",
                clock),
            clock));
  }

  /** This registry, and an empty ledger. */
  static Backend backend(ModelRegistry registry, FakeRegistry announcing) {
    return backend(registry, announcing, new FakeLedger());
  }

  /** The same with this ledger. */
  static Backend backend(ModelRegistry registry, FakeRegistry announcing, FakeLedger ledger) {
    return new Backend(
        registry,
        new FakeAccounts(),
        announcing::listen,
        new CustomerStore(ledger, new FakePredictionLog()),
        ledger::listen,
        "test",
        Clock.systemUTC());
  }

  /** A started server, closed with this. */
  public static TestServer of(PerennialServer server) {
    return new TestServer(server);
  }

  /** Settings for tests: free ports, and the kept versions in this folder. */
  public static ServerConfig config(Path folder, Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.putIfAbsent(ServerConfig.GRPC_PORT, "0");
    settings.putIfAbsent(ServerConfig.HTTP_PORT, "0");
    settings.putIfAbsent(EdgeConfig.API_KEYS, "off");
    settings.putIfAbsent(ServerConfig.LAST_KNOWN_GOOD, folder.toString());
    return ServerConfig.from(settings);
  }

  public PredictionServiceGrpc.PredictionServiceBlockingStub predictions() {
    return PredictionServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  public EventServiceGrpc.EventServiceBlockingStub events() {
    return EventServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  public CustomerServiceGrpc.CustomerServiceBlockingStub customers() {
    return CustomerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  public RegistryServiceGrpc.RegistryServiceBlockingStub registry() {
    return RegistryServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  public TestServer ready() throws InterruptedException {
    if (!server.awaitReady(PATIENCE)) {
      throw new AssertionError("not ready: " + server.health());
    }
    return this;
  }

  /** Waits until the condition holds; fails when it does not in good time. */
  public static void eventually(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never happened: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
