package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a request costs each server, at 16 connections: ours over gRPC and over JSON, and a peer on
 * {@code PERENNIAL_BENCH_PEER} (an address such as {@code http://127.0.0.1:8101/predict_plain})
 * with the processes {@code PERENNIAL_BENCH_PEER_PIDS}, beside them in the same rounds.
 */
final class JsonBench {
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = 5;
  private static final double WARM_UP = 20;
  private static final String BODY =
      "{\"frequency\":5.0,\"recency\":200.0,\"T\":300.0,\"monetary_value\":45.50}";

  private final BenchProcess server;
  private final Figures figures;
  private final double seconds;

  JsonBench(BenchProcess server, Figures figures, double seconds) {
    this.server = server;
    this.figures = figures;
    this.seconds = seconds;
  }

  void run() throws InterruptedException {
    var channel = Calls.channel(server.port("computed"));
    var grpc = new ClosedLoop<>(Calls.single(channel), CONNECTIONS);
    String ours = "127.0.0.1:" + server.port("computed-http") + "/predict";
    String peer = System.getenv().getOrDefault("PERENNIAL_BENCH_PEER", "").replace("http://", "");
    LongSupplier peerCpu = peerCpu();
    var unused = grpc.run(server, WARM_UP);
    double warm = cpuMicros(ours, WARM_UP, server::cpuNanos);
    List<Double> grpcCost = new ArrayList<>();
    List<Double> jsonCost = new ArrayList<>();
    List<Double> peerCost = new ArrayList<>();
    if (!peer.isEmpty()) {
      warm = cpuMicros(peer, WARM_UP / 2, peerCpu);
    }
    for (int i = 0; i < ROUNDS; i++) {
      grpcCost.add(grpc.run(server, seconds).cpuMicros());
      jsonCost.add(cpuMicros(ours, seconds, server::cpuNanos));
      if (!peer.isEmpty()) {
        peerCost.add(cpuMicros(peer, seconds, peerCpu));
      }
    }
    channel.shutdownNow();
    figures.add("server CPU per request at 16 connections, gRPC", us(median(grpcCost)), "", "");
    figures.add("the same, JSON", us(median(jsonCost)), "", "");
    if (peerCost.isEmpty()) {
      Figures.print("no peer: set PERENNIAL_BENCH_PEER and PERENNIAL_BENCH_PEER_PIDS");
      return;
    }
    figures.add("the same, " + peer.substring(peer.indexOf('/')), us(median(peerCost)), "", "");
    figures.add("peer against gRPC", times(peerCost, grpcCost), "15 x", "medians");
    figures.add("peer against JSON", times(peerCost, jsonCost), "8 x", "medians");
  }

  private static LongSupplier peerCpu() {
    List<ProcessHandle> processes = new ArrayList<>();
    for (String pid : System.getenv().getOrDefault("PERENNIAL_BENCH_PEER_PIDS", "").split(",")) {
      if (!pid.isBlank()) {
        processes.add(ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow());
      }
    }
    return () ->
        processes.stream()
            .mapToLong(p -> p.info().totalCpuDuration().orElseThrow().toNanos())
            .sum();
  }

  private static double cpuMicros(String address, double seconds, LongSupplier cpu)
      throws InterruptedException {
    AtomicLong done = new AtomicLong();
    long before = cpu.getAsLong();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  done.addAndGet(post(address, end));
                } catch (IOException | UncheckedIOException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(address, failures.getFirst());
    }
    return (cpu.getAsLong() - before) / 1e3 / done.get();
  }

  /** Requests one after another on one connection, until the end. */
  private static long post(String address, long end) throws IOException {
    String host = address.substring(0, address.indexOf('/'));
    String path = address.substring(address.indexOf('/'));
    byte[] request =
        ("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, host, BODY.length(), BODY))
            .getBytes(StandardCharsets.US_ASCII);
    String[] parts = host.split(":");
    long done = 0;
    try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (System.nanoTime() < end) {
        out.write(request);
        readAnswer(in);
        done++;
      }
    }
    return done;
  }

  private static void readAnswer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.contains(" 200 ")) {
      throw new IOException("answered " + status);
    }
    int length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String times(List<Double> peer, List<Double> ours) {
    return format("%.1f x", median(peer) / median(ours));
  }

  private static String us(double micros) {
    return format("%.1f us", micros);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
