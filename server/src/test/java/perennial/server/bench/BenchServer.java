package perennial.server.bench;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import perennial.registry.testing.TemporaryFolders;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/**
 * The process under measurement: a server that computes, one that remembers, and an echo that
 * answers with as many bytes as its request asks for in its first four.
 */
final class BenchServer {
  static final String CACHE_MIB = "64";

  /** Versions that may be promoted. */
  static final int VERSIONS = 5;

  private static final Map<Integer, byte[]> ANSWERS = new ConcurrentHashMap<>();

  private BenchServer() {}

  public static void main(String[] args) throws Exception {
    Path folder = TemporaryFolders.untilExit("perennial-bench");
    FakeRegistry registry = registry();
    try (TestServer computed = start(registry, folder.resolve("a"), "0");
        TestServer remembered = start(registry(), folder.resolve("b"), CACHE_MIB)) {
      Server echo = startEcho();
      System.out.printf(
          "echo=%d computed=%d computed-http=%d remembered=%d%n",
          echo.getPort(),
          computed.server.grpcPort(),
          computed.server.httpPort(),
          remembered.server.grpcPort());
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        registry.promote("retail", Long.parseLong(line.replace("promote ", "")));
        System.out.println("done");
      }
      echo.shutdownNow();
    }
  }

  private static Server startEcho() throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
        .directExecutor()
        .addService(
            ServerServiceDefinition.builder("Echo")
                .addMethod(
                    echoMethod(),
                    ServerCalls.asyncUnaryCall((request, responses) -> {
                      responses.onNext(answer(request));
                      responses.onCompleted();
                    }))
                .build())
        .build()
        .start();
  }

  private static FakeRegistry registry() {
    FakeRegistry registry = new FakeRegistry();
    for (int v = 1; v <= VERSIONS; v++) {
      registry.register("retail", v == 1 ? TestModels.modelWithErrors() : TestModels.model(v));
    }
    registry.promote("retail", 1);
    return registry;
  }

  static MethodDescriptor<byte[], byte[]> echoMethod() {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName("Echo/Echo")
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  private static byte[] answer(byte[] request) {
    return ANSWERS.computeIfAbsent(ByteBuffer.wrap(request).getInt(), byte[]::new);
  }

  private static TestServer start(FakeRegistry registry, Path folder, String cache)
      throws InterruptedException {
    return TestServer.start(
            registry,
            new DiscardingLog(),
            folder,
            Clock.systemUTC(),
            Map.of("PERENNIAL_SERVER_CACHE_MIB", cache))
        .ready();
  }
}
