package perennial.server.bench;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/**
 * The process under measurement: a server that computes, one that remembers, and an echo that
 * answers with as many bytes as its request asks for in its first four.
 */
final class BenchServer {
  static final String CACHE_MIB = "64";

  private static final Map<Integer, byte[]> ANSWERS = new ConcurrentHashMap<>();

  private BenchServer() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("perennial-bench");
    try (TestServer computing = start(folder.resolve("a"), "0");
        TestServer remembering = start(folder.resolve("b"), CACHE_MIB)) {
      Server echo =
          NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
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
      System.out.println(
          echo.getPort() + " " + computing.server.grpcPort() + " " + remembering.server.grpcPort());
      int unused = System.in.read(); // the parent's end is this process's end
      echo.shutdownNow();
    }
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

  private static TestServer start(Path folder, String cache) throws InterruptedException {
    FakeRegistry registry = new FakeRegistry();
    registry.register("retail", TestModels.model(1));
    registry.promote("retail", 1);
    return TestServer.start(
            registry, folder, Clock.systemUTC(), Map.of("PERENNIAL_SERVER_CACHE_MIB", cache))
        .ready();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
