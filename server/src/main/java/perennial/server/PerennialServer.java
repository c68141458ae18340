package perennial.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Accounts;
import perennial.registry.Database;
import perennial.registry.DeploymentListener;
import perennial.registry.ModelRegistry;
import perennial.registry.ledger.CustomerListener;
import perennial.server.customers.CustomerStates;
import perennial.server.customers.Customers;
import perennial.server.customers.EventQualityWriter;
import perennial.server.grpc.GrpcEndpoint;
import perennial.server.grpc.GrpcErrors;
import perennial.server.http.HttpEndpoint;
import perennial.server.metrics.EventSeries;
import perennial.server.metrics.ServingMetrics;
import perennial.server.rollout.LiveRollout;
import perennial.server.rollout.Stops;
import perennial.server.serving.Serving;
import perennial.server.serving.ServingHealth;

/**
 * The serving program: a gRPC port, a JSON port, and the watcher that keeps them on the deployed
 * versions. It starts and serves with its database down when it has served before.
 */
public final class PerennialServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PerennialServer.class);
  private static final long MEBIBYTE = 1 << 20;

  private final ServerConfig config;
  private final Serving serving;
  private final Customers customers;
  private final LiveRollout rollout;
  private final Optional<EventQualityWriter> quality;
  private final GrpcEndpoint grpc;
  private final HttpEndpoint http;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean closing; // guarded by this

  private PerennialServer(
      ServerConfig config,
      Serving serving,
      Customers customers,
      LiveRollout rollout,
      Optional<EventQualityWriter> quality,
      GrpcEndpoint grpc,
      HttpEndpoint http) {
    this.config = config;
    this.serving = serving;
    this.customers = customers;
    this.rollout = rollout;
    this.quality = quality;
    this.grpc = grpc;
    this.http = http;
  }

  /** What the server needs of the registry. */
  record Backend(
      ModelRegistry registry,
      Accounts accounts,
      Supplier<DeploymentListener> listener,
      CustomerStore store,
      Supplier<CustomerListener> customerListener,
      String identity) {}

  /**
   * Opens both ports and begins to load what is deployed. Returns as soon as the ports are open;
   * {@link #awaitReady} waits for the first version.
   *
   * @param database stays the caller's, who closes it after the server; may be down
   * @throws PortInUse when a port is taken; nothing is left running
   * @throws IllegalStateException saying what to run, when the database answers and its schema is
   *     not the one this software needs, or naming the ledger's terms when they are not the
   *     settings'
   */
  public static PerennialServer start(ServerConfig config, Database database, Clock clock) {
    boolean answers = SchemaCheck.run(database::verifySchema);
    return start(
        config.keepingFor(database.identity()),
        new Backend(
            database.registry(),
            database.accounts(),
            database::listen,
            new CustomerStore(
                database.ledger(), database.predictionLog(), Optional.of(database.eventQuality())),
            database::listenCustomers,
            database.identity()),
        answers,
        clock);
  }

  static PerennialServer start(ServerConfig config, Backend backend, Clock clock) {
    return start(config, backend, true, clock);
  }

  /**
   * @param answers whether the database does; if not the ledger's terms are settled later
   */
  private static PerennialServer start(
      ServerConfig config, Backend backend, boolean answers, Clock clock) {
    LiveRollout rollout =
        new LiveRollout(
            backend.store().predictions(),
            backend.registry(),
            config.rollout(),
            Stops.in(config.lastKnownGoodFolder()),
            GrpcErrors::codeOf,
            clock);
    Serving serving =
        new Serving(
            backend.registry(),
            backend.listener(),
            backend.store().ledger(),
            settings(config),
            rollout,
            clock);
    if (answers) {
      boolean unused = SchemaCheck.run(serving.contract()::settle);
    }
    Customers customers = customers(config.customers(), backend);
    Edge edge = Edge.of(config.edge(), backend.accounts());
    ServingMetrics.follow(serving.health(), edge.metrics());
    serving.showCounts(edge.metrics()::counter);
    rollout.showCounts(edge.metrics()::counter);
    customers.showCounts(edge.metrics()::counter);
    GrpcEndpoint grpc = openGrpc(config, backend, serving, customers.states(), edge, clock);
    HttpEndpoint http;
    try {
      http = openHttp(config, serving, customers.states(), edge);
    } catch (RuntimeException e) {
      grpc.cutOff();
      throw e;
    }
    Optional<EventQualityWriter> quality = quality(backend, serving, edge, clock);
    PerennialServer server =
        new PerennialServer(config, serving, customers, rollout, quality, grpc, http);
    quality.ifPresent(EventQualityWriter::start);
    customers.start();
    rollout.start();
    serving.start(name(config, grpc.port()));
    log.info(
        "gRPC on {}:{}, JSON on {}:{}",
        config.bindAddress(),
        grpc.port(),
        config.bindAddress(),
        http.port());
    return server;
  }

  private static Optional<EventQualityWriter> quality(
      Backend backend, Serving serving, Edge edge, Clock clock) {
    EventSeries events = edge.metrics().events();
    return backend
        .store()
        .quality()
        .map(counts ->
            new EventQualityWriter(
                counts,
                events::takeKinds,
                back -> back.forEach(events::kind),
                () -> serving.contract().terms().timeZone(),
                clock));
  }

  private static Serving.Settings settings(ServerConfig config) {
    CustomerSettings customers = config.customers();
    return new Serving.Settings(
        config.defaultModel(),
        config.pollInterval(),
        config.lastKnownGoodFolder(),
        config.predictionCacheMebibytes() * MEBIBYTE,
        Duration.ofSeconds(config.predictionSeconds()),
        new Serving.CustomerRules(
            customers.ledger(),
            customers.coldStart(),
            customers.rates(),
            customers.cohortInterval()));
  }

  private static Customers customers(CustomerSettings settings, Backend backend) {
    return Customers.open(
        backend.store().ledger(),
        backend.customerListener(),
        new Customers.Settings(
            settings.mebibytes() * MEBIBYTE,
            settings.expireAfter(),
            settings.trust(),
            settings.redisUrl(),
            settings.redisExpireAfter()),
        backend.identity());
  }

  /** The gRPC port in use. */
  public int grpcPort() {
    return grpc.port();
  }

  /** The JSON port in use. */
  public int httpPort() {
    return http.port();
  }

  /** What it serves and whether it is ready. */
  public ServingHealth.Snapshot health() {
    return serving.health().snapshot();
  }

  /** What happened beside the answers: log, shadow, brake. */
  public LiveRollout.Figures rollout() {
    return rollout.figures();
  }

  /**
   * Waits until a verified version answers.
   *
   * @return false when none does after that time
   */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(1);
    serving
        .health()
        .listen(health -> {
          if (health.ready()) {
            ready.countDown();
          }
        });
    return ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until the server is closed. */
  public void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /**
   * Ends the server: says that it is not ready, takes no more calls, waits for the running ones up
   * to the drain timeout. Only the first call does anything.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    long start = System.nanoTime();
    serving.health().drain();
    grpc.shutdown();
    http.shutdown();
    boolean drained = drain(start + config.drainTimeout().toNanos());
    serving.close();
    customers.close();
    rollout.close();
    quality.ifPresent(EventQualityWriter::close);
    closed.countDown();
    log.info(
        "stopped {} {} ms",
        drained ? "after every call was answered, in" : "with calls cut off, after",
        (System.nanoTime() - start) / 1_000_000);
  }

  private boolean drain(long deadline) {
    try {
      boolean grpcDrained = grpc.drain(left(deadline));
      return http.drain(left(deadline)) && grpcDrained;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private static GrpcEndpoint openGrpc(
      ServerConfig config,
      Backend backend,
      Serving serving,
      CustomerStates customers,
      Edge edge,
      Clock clock) {
    try {
      return GrpcEndpoint.open(
          new InetSocketAddress(config.bindAddress(), config.grpcPort()),
          new GrpcEndpoint.Parts(
              serving.router(),
              serving.health(),
              backend.registry(),
              edge.keys(),
              backend.store().ledger(),
              backend.store().predictions(),
              customers,
              edge.admission(),
              edge.metrics(),
              edge.identity(),
              clock));
    } catch (IOException e) {
      throw new PortInUse(
          "gRPC", config.bindAddress(), config.grpcPort(), ServerConfig.GRPC_PORT, rootCause(e));
    }
  }

  private static HttpEndpoint openHttp(
      ServerConfig config, Serving serving, CustomerStates customers, Edge edge) {
    try {
      return HttpEndpoint.open(
          config.bindAddress(),
          config.httpPort(),
          new HttpEndpoint.Parts(
              serving.router(),
              customers,
              serving.health(),
              edge.keys(),
              edge.admission(),
              edge.metrics(),
              edge.identity()));
    } catch (RuntimeException e) {
      Throwable cause = rootCause(e);
      if (cause instanceof IOException) {
        throw new PortInUse(
            "JSON", config.bindAddress(), config.httpPort(), ServerConfig.HTTP_PORT, cause);
      }
      throw e;
    }
  }

  private static Throwable rootCause(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String name(ServerConfig config, int grpcPort) {
    if (!config.serverName().isEmpty()) {
      return config.serverName();
    }
    try {
      return InetAddress.getLocalHost().getHostName() + ":" + grpcPort;
    } catch (UnknownHostException e) {
      return config.bindAddress() + ":" + grpcPort;
    }
  }
}
