package perennial.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import perennial.server.grpc.GrpcEndpoint;
import perennial.server.http.HttpEndpoint;
import perennial.server.threads.GivingWay;

/**
 * The two ports. What the JSON port needs before it can be opened takes the longest of all at a
 * start, so a thread of its own makes it meanwhile.
 */
final class Endpoints {
  private final ServerConfig config;
  private final Parts parts;
  private final FutureTask<HttpEndpoint> prepared;

  private Endpoints(ServerConfig config, Parts parts) {
    this.config = config;
    this.parts = parts;
    this.prepared = new FutureTask<>(this::prepareHttp);
  }

  /** Begins to prepare, after what the first answer needs; opens nothing. */
  static Endpoints prepare(ServerConfig config, Parts parts) {
    Endpoints endpoints = new Endpoints(config, parts);
    Thread.ofPlatform()
        .daemon()
        .name("perennial-http-start")
        .start(GivingWay.to(endpoints.prepared));
    return endpoints;
  }

  private HttpEndpoint prepareHttp() {
    return HttpEndpoint.prepare(
        config.bindAddress(),
        config.httpPort(),
        new HttpEndpoint.Parts(
            parts.serving().router(),
            parts.customers().states(),
            parts.serving().health(),
            parts.edge().keys(),
            parts.edge().admission(),
            parts.edge().metrics(),
            parts.computing(),
            parts.edge().identity()));
  }

  /** Makes the gRPC port's services; opens nothing. */
  GrpcEndpoint prepareGrpc() {
    try {
      return GrpcEndpoint.prepare(
          new InetSocketAddress(config.bindAddress(), config.grpcPort()),
          new GrpcEndpoint.Parts(
              parts.serving().router(),
              parts.serving().health(),
              parts.backend().registry(),
              parts.edge().keys(),
              parts.backend().store().ledger(),
              parts.backend().store().predictions(),
              parts.customers().states(),
              parts.edge().admission(),
              parts.edge().metrics(),
              parts.computing(),
              parts.edge().identity(),
              parts.clock()));
    } catch (IOException e) {
      throw new IllegalStateException("the certificate or its key cannot be used", e);
    }
  }

  /**
   * @throws PortInUse when the port is taken
   */
  void open(GrpcEndpoint grpc) {
    try {
      grpc.open();
    } catch (IOException e) {
      throw new PortInUse(
          "gRPC", config.bindAddress(), config.grpcPort(), ServerConfig.GRPC_PORT, rootCause(e));
    }
  }

  /**
   * Waits for the preparation and opens the port.
   *
   * @throws PortInUse when the port is taken
   */
  HttpEndpoint openHttp() {
    HttpEndpoint http = prepared();
    try {
      http.open();
      return http;
    } catch (RuntimeException e) {
      Throwable cause = rootCause(e);
      if (cause instanceof IOException) {
        throw new PortInUse(
            "JSON", config.bindAddress(), config.httpPort(), ServerConfig.HTTP_PORT, cause);
      }
      throw e;
    }
  }

  /** Ends what was prepared for a server that does not start for this reason. */
  void abandonHttp(RuntimeException reason) {
    try {
      prepared().close();
    } catch (RuntimeException e) {
      if (e != reason) {
        reason.addSuppressed(e);
      }
    }
  }

  private HttpEndpoint prepared() {
    try {
      return prepared.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("preparing the JSON port", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the JSON port was prepared", e);
    }
  }

  private static Throwable rootCause(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
