package perennial.server.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.ModelRegistry;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.predictionlog.PredictionLog;
import perennial.server.access.ApiKeys;
import perennial.server.admission.Admission;
import perennial.server.customers.CustomerStates;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.PredictionRouter;
import perennial.server.serving.ServingHealth;
import perennial.server.threads.ComputingThreads;
import perennial.server.tls.ServerIdentity;

/**
 * The gRPC port with its services: predictions, events, customers, registry, health, reflection,
 * channelz.
 */
public final class GrpcEndpoint {
  private static final Logger log = LoggerFactory.getLogger(GrpcEndpoint.class);

  // 10,000 rows are 0.4 MB; ten times as many still get the answer that names the limit.
  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;
  private static final int MAX_WAITING_EVENTS = 50_000; // some 20 MB of requests
  private static final int CHANNELZ_PAGE = 100;

  private final Server server;
  private final LongCalls longCalls;
  private final PredictionService predictions;
  private final WorkThreads threads;

  private GrpcEndpoint(
      Server server, LongCalls longCalls, PredictionService predictions, WorkThreads threads) {
    this.server = server;
    this.predictions = predictions;
    this.longCalls = longCalls;
    this.threads = threads;
  }

  /** What the services need. */
  public record Parts(
      PredictionRouter router,
      ServingHealth health,
      ModelRegistry registry,
      ApiKeys keys,
      CustomerLedger ledger,
      PredictionLog predictionLog,
      CustomerStates customers,
      Admission admission,
      ServerMetrics metrics,
      ComputingThreads computing,
      Optional<ServerIdentity> tls,
      Clock clock) {}

  /**
   * Makes the services of a port, which {@link #open} opens.
   *
   * @throws IOException when the certificate or its key cannot be used
   */
  public static GrpcEndpoint prepare(InetSocketAddress address, Parts parts) throws IOException {
    return prepare(
        NettyServerBuilder.forAddress(address, credentials(parts.tls()))
            .maxInboundMessageSize(MAX_REQUEST_BYTES)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addTransportFilter(new PromptConnections()),
        parts);
  }

  private static ServerCredentials credentials(Optional<ServerIdentity> tls) throws IOException {
    return tls.isEmpty()
        ? InsecureServerCredentials.create()
        : TlsServerCredentials.create(tls.get().certificatePem(), tls.get().keyPem());
  }

  /** Opens whatever the builder stands for, such as a server in this process. */
  static GrpcEndpoint open(ServerBuilder<?> builder, Parts parts) throws IOException {
    GrpcEndpoint endpoint = prepare(builder, parts);
    endpoint.open();
    return endpoint;
  }

  private static GrpcEndpoint prepare(ServerBuilder<?> builder, Parts parts) {
    WorkThreads threads = new WorkThreads(parts.computing());
    KeyInterceptor keys = new KeyInterceptor(parts.keys());
    LongCalls longCalls = new LongCalls();
    PredictionService predictions =
        new PredictionService(
            parts.router(),
            parts.customers(),
            parts.admission(),
            threads,
            new AnswerMessages(parts.clock()),
            parts.metrics());
    try {
      Server server =
          builder
              .directExecutor()
              .callExecutor(new CallThreads(keys, threads.waiting()))
              .addService(predictions.definition())
              .addService(
                  new EventGrpcService(
                      () ->
                          new EventRecorder(
                              parts.ledger(),
                              parts.customers(),
                              parts.metrics().events(),
                              parts.clock()),
                      new Admission(MAX_WAITING_EVENTS)))
              .addService(
                  new CustomerGrpcService(
                      parts.ledger(),
                      parts.predictionLog(),
                      parts.customers(),
                      new CustomerMessages(parts.clock())))
              .addService(new RegistryGrpcService(parts.registry()))
              .addService(new GrpcHealth(parts.health()).service())
              .addService(ProtoReflectionServiceV1.newInstance())
              .addService(ProtoReflectionService.newInstance())
              .addService(ChannelzService.newInstance(CHANNELZ_PAGE))
              .intercept(longCalls)
              .intercept(new ErrorInterceptor())
              .intercept(keys)
              .intercept(new RequestId())
              .intercept(
                  new CallMetrics(parts.metrics().calls())) // the last one added is the outermost
              .build();
      return new GrpcEndpoint(server, longCalls, predictions, threads);
    } catch (RuntimeException e) {
      threads.close();
      throw e;
    }
  }

  /**
   * Opens the port.
   *
   * @throws IOException when the address cannot be bound
   */
  public void open() throws IOException {
    var unused = server.start();
  }

  /** The port in use. */
  public int port() {
    return server.getPort();
  }

  /** Takes no more calls; the running ones go on. */
  public void shutdown() {
    server.shutdown();
    longCalls.end();
    predictions.endStreams();
  }

  /**
   * Waits for the running calls and then ends those that are left.
   *
   * @return whether all calls ended by themselves
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    try {
      boolean drained = server.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (!drained) {
        log.warn("calls still running after {} ms are cut off", atMost.toMillis());
      }
      return drained;
    } finally {
      cutOff();
    }
  }

  /** Ends everything at once. */
  public void cutOff() {
    server.shutdownNow();
    threads.close();
  }
}
