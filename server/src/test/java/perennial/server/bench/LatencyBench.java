package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import perennial.api.v1.PredictResponse;

/** Latencies at a steady rate and around hot swaps. */
final class LatencyBench {
  private static final double RATE = 3_000;
  private static final int SWAPS = 200;
  private static final long SWAP_EVERY_NANOS = 200_000_000;

  private final BenchProcess server;
  private final Figures figures;
  private final double seconds;

  LatencyBench(BenchProcess server, Figures figures, double seconds) {
    this.server = server;
    this.figures = figures;
    this.seconds = seconds;
  }

  void run() throws InterruptedException {
    ManagedChannel echo = Calls.channel(server.port("echo"));
    ManagedChannel computed = Calls.channel(server.port("computed"));
    try {
      steady(echo, computed);
      swaps(computed, "the first 200 hot swaps of a process");
      swaps(computed, "200 hot swaps, warm");
    } finally {
      List.of(echo, computed).forEach(ManagedChannel::shutdownNow);
    }
  }

  private void steady(ManagedChannel echo, ManagedChannel computed) {
    var echoLoop = new OpenLoop<>(Calls.echo(echo, Calls.single(computed)));
    var loop = new OpenLoop<>(Calls.single(computed));
    var unused = echoLoop.run(RATE, 10);
    unused = loop.run(RATE, 10);
    OpenLoop.Result bare = echoLoop.run(RATE, 2 * seconds);
    OpenLoop.Result ours = loop.run(RATE, 2 * seconds);
    figures.add(
        "open loop at 3,000/s: p99 against echo",
        OpenLoop.valid(
            format("%.2f x", ours.p99() / (double) bare.p99()), ours.isVoid() || bare.isVoid()),
        "3 x",
        format(
            "p50/p99/p99.9 %d/%d/%d us, echo %d/%d/%d",
            ours.latencies().getValueAtPercentile(50),
            ours.p99(),
            ours.latencies().getValueAtPercentile(99.9),
            bare.latencies().getValueAtPercentile(50),
            bare.p99(),
            bare.latencies().getValueAtPercentile(99.9)));
  }

  /**
   * First as long without a swap: that is the steady state. The first swaps of a process also
   * compile what loads versions, which takes a processor from the calls.
   */
  private void swaps(ManagedChannel computed, String which) throws InterruptedException {
    double swapSeconds = SWAPS * SWAP_EVERY_NANOS / 1e9;
    OpenLoop.Result steady = new OpenLoop<>(Calls.single(computed)).run(RATE, swapSeconds);
    Set<Long> versions = ConcurrentHashMap.newKeySet();
    AtomicLong wrong = new AtomicLong();
    var loop =
        new OpenLoop<>(
            Calls.single(computed),
            (PredictResponse response, long intended, long latency) -> {
              if (!response.hasPrediction() || response.getServedBy().getVersion() == 0) {
                wrong.incrementAndGet();
              }
              versions.add(response.getServedBy().getVersion());
            });
    long from = System.nanoTime();
    Thread swapper = Thread.ofPlatform().start(() -> swap(from));
    OpenLoop.Result near = loop.run(RATE, swapSeconds);
    swapper.join();
    figures.add(
        which + ", under 3,000/s: errors, answers of no version",
        near.failures().values().stream().mapToLong(n -> n).sum() + ", " + wrong,
        "0, 0",
        format("%d versions answered; failures %s", versions.size(), near.failures()));
    figures.add(
        which + ": p99 near them against the steady state before",
        OpenLoop.valid(
            format("%.2f x", near.p99() / (double) steady.p99()), near.isVoid() || steady.isVoid()),
        "2 x",
        format(
            "%d us, steady %d us; generator's lag p99 %d us, steady %d us",
            near.p99(), steady.p99(), near.lagP99(), steady.lagP99()));
  }

  private void swap(long from) {
    for (int i = 0; i < SWAPS; i++) {
      long at = from + i * SWAP_EVERY_NANOS;
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      promote(1 + (i + 1) % BenchServer.VERSIONS);
    }
  }

  private void promote(long version) {
    try {
      server.promote(version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
