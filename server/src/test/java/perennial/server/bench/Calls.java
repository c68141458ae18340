package perennial.server.bench;

import com.google.protobuf.MessageLite;
import io.grpc.Attributes;
import io.grpc.ClientTransportFilter;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.server.TestModels;
import perennial.server.threads.PromptThread;

/**
 * One kind of call: where it goes, the method, and its requests by number.
 *
 * @param rows customers in one call
 */
record Calls<Q, S>(
    ManagedChannel channel, MethodDescriptor<Q, S> method, int rows, IntFunction<Q> request) {
  private static final int CUSTOMERS = 1_000;
  private static final int MAX_ANSWER = 16 << 20;

  static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .directExecutor()
        .maxInboundMessageSize(MAX_ANSWER)
        .addTransportFilter(new PromptConnections())
        .build();
  }

  /** Callers have processors of their own: those here take one at once when an answer comes. */
  private static final class PromptConnections extends ClientTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      boolean unused = PromptThread.makeThisThread();
      return attributes;
    }
  }

  /** Single predictions from histories, two horizons. */
  static Calls<PredictRequest, PredictResponse> single(ManagedChannel channel) {
    List<PredictRequest> requests =
        histories(CUSTOMERS).stream()
            .map(h ->
                PredictRequest.newBuilder()
                    .setHistory(h)
                    .addHorizonDays(30)
                    .addHorizonDays(365)
                    .build())
            .toList();
    return new Calls<>(
        channel,
        PredictionServiceGrpc.getPredictMethod(),
        1,
        i -> requests.get(i % requests.size()));
  }

  /**
   * Batches of so many rows, two horizons.
   *
   * @param level mass of the intervals; 0 for none
   */
  static Calls<BatchPredictRequest, BatchPredictResponse> batch(
      ManagedChannel channel, int rows, double level) {
    BatchPredictRequest request =
        BatchPredictRequest.newBuilder()
            .addAllHistories(histories(rows))
            .addHorizonDays(30)
            .addHorizonDays(365)
            .setIntervalLevel(level)
            .build();
    return new Calls<>(channel, PredictionServiceGrpc.getBatchPredictMethod(), rows, i -> request);
  }

  /** An echo with as many bytes there and back as the other calls have. */
  static <Q extends MessageLite, S extends MessageLite> Calls<byte[], byte[]> echo(
      ManagedChannel echo, Calls<Q, S> like) {
    Q request = like.request.apply(1);
    S response =
        ClientCalls.blockingUnaryCall(
            like.channel, like.method, io.grpc.CallOptions.DEFAULT, request);
    byte[] bytes = request.toByteArray();
    ByteBuffer.wrap(bytes).putInt(response.getSerializedSize());
    return new Calls<>(echo, BenchServer.echoMethod(), like.rows, i -> bytes);
  }

  /** The first of these calls again and again, written once and its answers left unread. */
  static <Q extends MessageLite, S> Calls<byte[], byte[]> raw(Calls<Q, S> like) {
    byte[] bytes = like.request.apply(0).toByteArray();
    return new Calls<>(
        like.channel,
        like.method.toBuilder(new Bytes(), new Bytes()).build(),
        like.rows,
        i -> bytes);
  }

  private static List<CustomerHistory> histories(int count) {
    return TestModels.histories(count).stream()
        .map(h ->
            CustomerHistory.newBuilder()
                .setRepeatPurchases(h.repeatPurchases())
                .setRecency(h.recency())
                .setAge(h.age())
                .setMeanSpend(h.meanSpend())
                .build())
        .toList();
  }
}
