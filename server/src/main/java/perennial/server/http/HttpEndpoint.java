package perennial.server.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.server.access.ApiKeys;
import perennial.server.admission.Admission;
import perennial.server.customers.CustomerStates;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.PredictionRouter;
import perennial.server.serving.ServingHealth;
import perennial.server.threads.ComputingThreads;
import perennial.server.tls.ServerIdentity;

/** The JSON port: a Micronaut context of its own, which sees no other program's beans. */
public final class HttpEndpoint {
  private static final Logger log = LoggerFactory.getLogger(HttpEndpoint.class);

  /** Two programs may live in one Java process; their beans are told apart by this property. */
  static final String PROGRAM = "perennial.program";

  static final String SERVER = "server";

  static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024; // 10,000 customers are 1 MB
  private static final int RANDOM_PORT = -1;

  /** A connection that was not used for so long is closed by the server when it ends. */
  private static final Duration LEAVE = Duration.ofMillis(500);

  private final ApplicationContext context;
  private final EmbeddedServer server;

  private HttpEndpoint(ApplicationContext context, EmbeddedServer server) {
    this.context = context;
    this.server = server;
  }

  /**
   * What the controllers need.
   *
   * @param tls empty for plain text
   */
  public record Parts(
      PredictionRouter router,
      CustomerStates customers,
      ServingHealth health,
      ApiKeys keys,
      Admission admission,
      ServerMetrics metrics,
      ComputingThreads computing,
      Optional<ServerIdentity> tls) {}

  /**
   * Makes everything that the port needs, which takes a second of a cold start; {@link #open} opens
   * it.
   *
   * @param port 0 takes a free one
   */
  public static HttpEndpoint prepare(String host, int port, Parts parts) {
    ApplicationContext context =
        context(host, port, parts.tls())
            .singletons(
                parts.router(),
                parts.customers(),
                parts.health(),
                parts.keys(),
                parts.admission(),
                parts.metrics(),
                parts.computing())
            .build();
    try {
      context.start();
      return new HttpEndpoint(context, context.getBean(EmbeddedServer.class));
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  /**
   * Opens the port.
   *
   * @throws RuntimeException caused by an IOException when the address cannot be bound
   */
  public void open() {
    var unused = server.start();
  }

  private static ApplicationContextBuilder context(
      String host, int port, Optional<ServerIdentity> tls) {
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .deduceCloudEnvironment(false)
        .bootstrapEnvironment(false)
        .environmentPropertySource(false)
        .enableDefaultPropertySources(false)
        .banner(false)
        .properties(settings(host, port, tls));
  }

  /** A context that knows the port's routes and opens none; closed by the caller. */
  static ApplicationContext routesOnly() {
    return context("127.0.0.1", 0, Optional.empty()).build().start();
  }

  private static Map<String, Object> settings(String host, int port, Optional<ServerIdentity> tls) {
    Map<String, Object> settings = new HashMap<>(plain(host, port));
    tls.ifPresent(identity -> {
      String password = UUID.randomUUID().toString(); // of a store that no file ever holds
      String store = Base64.getEncoder().encodeToString(identity.pkcs12(password));
      settings.put("micronaut.server.ssl.enabled", true);
      settings.put("micronaut.server.ssl.build-self-signed", false);
      settings.put("micronaut.server.ssl.port", port == 0 ? RANDOM_PORT : port);
      settings.put("micronaut.server.ssl.key-store.path", "base64:" + store);
      settings.put("micronaut.server.ssl.key-store.type", "PKCS12");
      settings.put("micronaut.server.ssl.key-store.password", password);
    });
    return settings;
  }

  private static Map<String, Object> plain(String host, int port) {
    return Map.of(
        PROGRAM,
        SERVER,
        "micronaut.application.name",
        "perennial-server",
        "micronaut.server.host",
        host,
        "micronaut.server.port",
        port == 0 ? RANDOM_PORT : port,
        "micronaut.server.max-request-size",
        MAX_REQUEST_BYTES,
        "micronaut.security.enabled", // another program's, when it is on the class path
        false,
        "micronaut.views.enabled", // the same
        false);
  }

  /** The port in use. */
  public int port() {
    return server.getPort();
  }

  /** Takes no more connections; what comes over those that there are is answered. */
  public void shutdown() {
    context.getBean(Connections.class).leave();
  }

  /**
   * Waits for the callers to leave and for the running requests, and then ends those that are left.
   *
   * @return whether all ended by themselves
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      context.getBean(Connections.class).awaitLeft(atMost.compareTo(LEAVE) < 0 ? atMost : LEAVE);
      if (server instanceof GracefulShutdownCapable graceful) {
        var unused =
            graceful
                .shutdownGracefully()
                .toCompletableFuture()
                .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException | ExecutionException e) {
      log.warn("requests still running after {} ms are cut off", atMost.toMillis(), e);
      return false;
    } finally {
      close();
    }
  }

  /** Ends everything at once. */
  public void close() {
    context.close();
  }
}
