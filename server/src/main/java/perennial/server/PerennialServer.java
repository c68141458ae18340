package perennial.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Database;
import perennial.server.grpc.GrpcEndpoint;
import perennial.server.http.HttpEndpoint;
import perennial.server.rollout.LiveRollout;
import perennial.server.serving.ServingHealth;

/**
 * The serving program: a gRPC port, a JSON port, and the watcher that keeps them on the deployed
 * versions. It starts and serves with its database down when it has served before.
 */
public final class PerennialServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PerennialServer.class);

  private final ServerConfig config;
  private final Parts parts;
  private final GrpcEndpoint grpc;
  private final HttpEndpoint http;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean closing; // guarded by this

  private PerennialServer(ServerConfig config, Parts parts, GrpcEndpoint grpc, HttpEndpoint http) {
    this.config = config;
    this.parts = parts;
    this.grpc = grpc;
    this.http = http;
  }

  /**
   * Begins to load what a start needs later, on a thread beside: a program calls it first, and goes
   * on with its settings and its connection meanwhile. Never needed.
   */
  public static void loadAhead() {
    Thread unused =
        Thread.ofPlatform().daemon().name("perennial-ahead").start(Database::prepareReading);
  }

  /**
   * Opens both ports and begins to load what is deployed. Returns as soon as the ports are open,
   * the JSON port last; {@link #awaitReady} waits for the first version.
   *
   * @param database stays the caller's, who closes it after the server; may be down
   * @throws PortInUse when a port is taken; nothing is left running
   * @throws IllegalStateException saying what to run, when the database answers and its schema is
   *     not the one this software needs, or naming the ledger's terms when they are not the
   *     settings'
   */
  public static PerennialServer start(ServerConfig config, Database database, Clock clock) {
    return start(
        config.keepingFor(database.identity()),
        Backend.of(database),
        database::verifySchema,
        clock);
  }

  static PerennialServer start(ServerConfig config, Backend backend, Clock clock) {
    return start(config, backend, () -> {}, clock);
  }

  private static PerennialServer start(
      ServerConfig config, Backend backend, Runnable verifySchema, Clock clock) {
    SchemaCheck schema = SchemaCheck.begin(verifySchema);
    Parts parts = Parts.wired(config, backend, clock);
    Endpoints endpoints = Endpoints.prepare(config, parts);
    @Nullable GrpcEndpoint grpc = null;
    try {
      grpc = endpoints.prepareGrpc();
      if (schema.passed()) { // else the ledger's terms are settled later
        boolean unused = SchemaCheck.begin(parts.serving().contract()::settle).passed();
      }
      endpoints.open(grpc);
      parts.start(name(config, grpc.port()));
      HttpEndpoint http = endpoints.openHttp();
      log.info(
          "gRPC on {}:{}, JSON on {}:{}",
          config.bindAddress(),
          grpc.port(),
          config.bindAddress(),
          http.port());
      return new PerennialServer(config, parts, grpc, http);
    } catch (RuntimeException e) {
      if (grpc != null) {
        grpc.cutOff();
      }
      endpoints.abandonHttp(e);
      parts.close();
      throw e;
    }
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
    return parts.serving().health().snapshot();
  }

  /** What happened beside the answers: log, shadow, brake. */
  public LiveRollout.Figures rollout() {
    return parts.rollout().figures();
  }

  /**
   * Waits until a verified version answers.
   *
   * @return false when none does after that time
   */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(1);
    parts
        .serving()
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
    boolean drained;
    try {
      parts.serving().health().drain();
      grpc.shutdown();
      http.shutdown();
      drained = drain(start + config.drainTimeout().toNanos());
    } finally {
      parts.close();
      closed.countDown();
    }
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
