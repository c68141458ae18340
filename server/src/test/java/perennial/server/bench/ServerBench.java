package perennial.server.bench;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.server.TestModels;

/**
 * Prints what a call costs the server beside a bare echo of the same sizes. The server is a process
 * of its own, so that its processor time is only its own. Not part of the tests: its name keeps it
 * out; the README of docs says how to run it.
 */
class ServerBench {
  private static final int CUSTOMERS = 1_000;
  private static final int ROUNDS = 5;

  // PERENNIAL_BENCH_SECONDS shortens or lengthens it; the warm-up takes four rounds.
  private static final double ROUND_SECONDS =
      Double.parseDouble(System.getenv().getOrDefault("PERENNIAL_BENCH_SECONDS", "5"));

  private record Row(String name, int rows, double callsPerSecond, double cpuMicros) {}

  @Test
  void table() throws Exception {
    Process server = startServer();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String[] ports = String.valueOf(out.readLine()).split(" ");
      ManagedChannel echo = channel(ports[0]);
      ManagedChannel computing = channel(ports[1]);
      ManagedChannel remembering = channel(ports[2]);
      List<Row> rows = new ArrayList<>();
      rows.add(measure("echo, as one prediction", 1, 64, server, echo, echo(computing, 1)));
      rows.add(measure("Predict, computed", 1, 64, server, computing, single()));
      rows.add(measure("Predict, remembered", 1, 64, server, remembering, single()));
      rows.add(
          measure("echo, as a batch of 1,000", 1_000, 4, server, echo, echo(computing, 1_000)));
      rows.add(measure("BatchPredict of 1,000", 1_000, 4, server, computing, batch(1_000)));
      rows.add(measure("BatchPredict of 10,000", 10_000, 4, server, computing, batch(10_000)));
      print(rows);
      List.of(echo, computing, remembering).forEach(ManagedChannel::shutdownNow);
    } finally {
      server.destroy();
    }
  }

  /** One kind of call: a method and its requests, by number. */
  private record Calls<Q, S>(MethodDescriptor<Q, S> method, IntFunction<Q> request) {}

  private static Calls<PredictRequest, ?> single() {
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
        PredictionServiceGrpc.getPredictMethod(), i -> requests.get(i % requests.size()));
  }

  private static Calls<BatchPredictRequest, ?> batch(int rows) {
    BatchPredictRequest request =
        BatchPredictRequest.newBuilder()
            .addAllHistories(histories(rows))
            .addHorizonDays(30)
            .addHorizonDays(365)
            .build();
    return new Calls<>(PredictionServiceGrpc.getBatchPredictMethod(), i -> request);
  }

  /** As many bytes there and back as the server needs for these rows. */
  private static Calls<byte[], byte[]> echo(ManagedChannel computing, int rows) {
    var stub = PredictionServiceGrpc.newBlockingStub(computing);
    byte[] request;
    int response;
    if (rows == 1) {
      PredictRequest predict = (PredictRequest) single().request().apply(1);
      request = predict.toByteArray();
      response = stub.predict(predict).getSerializedSize();
    } else {
      BatchPredictRequest predict = (BatchPredictRequest) batch(rows).request().apply(0);
      request = predict.toByteArray();
      response = stub.batchPredict(predict).getSerializedSize();
    }
    ByteBuffer.wrap(request).putInt(response);
    return new Calls<>(BenchServer.echoMethod(), i -> request);
  }

  private static <Q, S> Row measure(
      String name,
      int rows,
      int outstanding,
      Process server,
      ManagedChannel channel,
      Calls<Q, S> calls)
      throws InterruptedException {
    Load<Q, S> load = new Load<>(channel, calls, outstanding);
    load.run(4 * ROUND_SECONDS);
    List<Row> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      long cpu = cpuNanos(server);
      long start = System.nanoTime();
      long done = load.run(ROUND_SECONDS);
      double seconds = (System.nanoTime() - start) / 1e9;
      rounds.add(new Row(name, rows, done / seconds, (cpuNanos(server) - cpu) / 1e3 / done));
    }
    rounds.sort(Comparator.comparingDouble(Row::cpuMicros));
    return rounds.get(ROUNDS / 2);
  }

  private record Load<Q, S>(ManagedChannel channel, Calls<Q, S> calls, int outstanding) {
    long run(double seconds) throws InterruptedException {
      Semaphore permits = new Semaphore(outstanding);
      AtomicLong done = new AtomicLong();
      AtomicLong failed = new AtomicLong();
      long end = System.nanoTime() + (long) (seconds * 1e9);
      for (int i = 0; System.nanoTime() < end; i = (i + 1) & 0xFFFFF) {
        permits.acquire();
        ClientCalls.asyncUnaryCall(
            channel.newCall(calls.method(), CallOptions.DEFAULT),
            calls.request().apply(i),
            new StreamObserver<S>() {
              @Override
              public void onNext(S response) {
                done.incrementAndGet();
              }

              @Override
              public void onError(Throwable error) {
                failed.incrementAndGet();
                permits.release();
              }

              @Override
              public void onCompleted() {
                permits.release();
              }
            });
      }
      permits.acquire(outstanding);
      if (failed.get() > 0) {
        throw new AssertionError(failed + " calls failed");
      }
      return done.get();
    }
  }

  private static void print(List<Row> rows) {
    System.out.printf(
        "%n%-28s %12s %12s %16s %18s%n",
        "call", "calls/s", "rows/s", "server CPU us", "beyond echo us");
    double echo = 0;
    for (Row row : rows) {
      if (row.name().startsWith("echo")) {
        echo = row.cpuMicros() / row.rows();
      }
      System.out.printf(
          "%-28s %,12.0f %,12.0f %,16.1f %,18.1f%n",
          row.name(),
          row.callsPerSecond(),
          row.callsPerSecond() * row.rows(),
          row.cpuMicros(),
          row.cpuMicros() - echo * row.rows());
    }
  }

  private static long cpuNanos(Process server) {
    return server.info().totalCpuDuration().orElseThrow().toNanos();
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

  private static ManagedChannel channel(String port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(port))
        .usePlaintext()
        .directExecutor()
        .build();
  }

  private static Process startServer() throws java.io.IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            BenchServer.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
