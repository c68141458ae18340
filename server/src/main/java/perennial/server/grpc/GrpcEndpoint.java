package perennial.server.grpc;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Accounts;
import perennial.registry.ModelRegistry;
import perennial.server.serving.PredictionRouter;
import perennial.server.serving.ServingHealth;

/** The gRPC port with its services: predictions, registry, health, reflection, channelz. */
public final class GrpcEndpoint {
  private static final Logger log = LoggerFactory.getLogger(GrpcEndpoint.class);

  // 10,000 rows are 0.4 MB; ten times as many still get the answer that names the limit.
  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;
  private static final int CHANNELZ_PAGE = 100;

  private final Server server;
  private final LongCalls longCalls;
  private final ExecutorService virtualThreads;
  private final ExecutorService batchThreads;

  private GrpcEndpoint(
      Server server,
      LongCalls longCalls,
      ExecutorService virtualThreads,
      ExecutorService batchThreads) {
    this.server = server;
    this.longCalls = longCalls;
    this.virtualThreads = virtualThreads;
    this.batchThreads = batchThreads;
  }

  /** What the services need. */
  public record Parts(
      PredictionRouter router,
      ServingHealth health,
      ModelRegistry registry,
      Accounts accounts,
      Clock clock) {}

  /**
   * Opens the port.
   *
   * @throws IOException when the address cannot be bound
   */
  public static GrpcEndpoint open(InetSocketAddress address, Parts parts) throws IOException {
    return open(
        NettyServerBuilder.forAddress(address)
            .maxInboundMessageSize(MAX_REQUEST_BYTES)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true),
        parts);
  }

  /** Opens whatever the builder stands for, such as a server in this process. */
  static GrpcEndpoint open(ServerBuilder<?> builder, Parts parts) throws IOException {
    ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    ExecutorService batchThreads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("perennial-batch-", 0).daemon().factory());
    LongCalls longCalls = new LongCalls();
    try {
      Server server =
          builder
              .directExecutor()
              .callExecutor(new CallThreads(virtualThreads, batchThreads))
              .addService(new PredictionService(parts.router(), parts.clock()))
              .addService(new RegistryGrpcService(parts.registry(), parts.accounts()))
              .addService(new GrpcHealth(parts.health()).service())
              .addService(ProtoReflectionServiceV1.newInstance())
              .addService(ProtoReflectionService.newInstance())
              .addService(ChannelzService.newInstance(CHANNELZ_PAGE))
              .intercept(longCalls)
              .intercept(new BearerKey())
              .intercept(new ErrorInterceptor()) // the last one added is the outermost
              .build()
              .start();
      return new GrpcEndpoint(server, longCalls, virtualThreads, batchThreads);
    } catch (IOException | RuntimeException e) {
      virtualThreads.close();
      batchThreads.close();
      throw e;
    }
  }

  /** The port in use. */
  public int port() {
    return server.getPort();
  }

  /** Takes no more calls; the running ones go on. */
  public void shutdown() {
    server.shutdown();
    longCalls.end();
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
    virtualThreads.shutdownNow();
    batchThreads.shutdownNow();
  }
}
