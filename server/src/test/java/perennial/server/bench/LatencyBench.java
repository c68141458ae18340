package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.PredictResponse;

/** Latencies at a steady rate, around hot swaps, and under twice the load that can be answered. */
final class LatencyBench {
  private static final double RATE = 3_000;
  private static final int SWAPS = 200;
  private static final long SWAP_EVERY_NANOS = 200_000_000;
  private static final int ROWS = 1_000;

  private final BenchProcess server;
  private final Figures figures;
  private final double seconds;

  LatencyBench(BenchProcess server, Figures figures, double seconds) {
    this.server = server;
    this.figures = figures;
    this.seconds = seconds;
  }

  void run() throws IOException, InterruptedException {
    ManagedChannel echo = Calls.channel(server.port("echo"));
    ManagedChannel computed = Calls.channel(server.port("computed"));
    try {
      steady(echo, computed);
      swaps(computed);
      overload(computed);
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
        valid(format("%.2f x", ours.p99() / (double) bare.p99()), ours.isVoid() || bare.isVoid()),
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

  /** Swaps in the second half of the run; the first half is the steady state. */
  private void swaps(ManagedChannel computed) throws IOException, InterruptedException {
    Histogram steady = new ConcurrentHistogram(60_000_000, 3);
    Histogram near = new ConcurrentHistogram(60_000_000, 3);
    ConcurrentLinkedQueue<Long> versions = new ConcurrentLinkedQueue<>();
    double swapSeconds = SWAPS * SWAP_EVERY_NANOS / 1e9;
    long start = System.nanoTime();
    long from = start + (long) (swapSeconds * 1e9);
    AtomicLong wrong = new AtomicLong();
    var loop =
        new OpenLoop<>(
            Calls.single(computed),
            (PredictResponse response, long intended, long latency) -> {
              (intended < from ? steady : near).recordValue(latency);
              if (!response.hasPrediction() || response.getServedBy().getVersion() == 0) {
                wrong.incrementAndGet();
              }
              versions.add(response.getServedBy().getVersion());
            });
    Thread swapper =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < SWAPS; i++) {
                long at = from + i * SWAP_EVERY_NANOS;
                for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                  LockSupport.parkNanos(left);
                }
                promote(1 + (i + 1) % BenchServer.VERSIONS);
              }
            });
    OpenLoop.Result result = loop.run(RATE, 2 * swapSeconds);
    swapper.join();
    figures.add(
        "200 hot swaps under 3,000/s: errors, answers of no version",
        result.failures() + ", " + wrong,
        "0, 0",
        format("%d versions answered", versions.stream().distinct().count()));
    figures.add(
        "p99 near swaps against the steady state before",
        valid(
            format(
                "%.2f x", near.getValueAtPercentile(99) / (double) steady.getValueAtPercentile(99)),
            result.isVoid()),
        "2 x",
        format(
            "%d us, steady %d us", near.getValueAtPercentile(99), steady.getValueAtPercentile(99)));
  }

  private void promote(long version) {
    try {
      server.promote(version);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void overload(ManagedChannel computed) throws InterruptedException {
    var batches = Calls.batch(computed, ROWS, 0);
    var closed = new ClosedLoop<>(batches, 4);
    var warm = closed.run(server, 5);
    double peak = Math.max(warm.perSecond(), closed.run(server, seconds).perSecond());
    AtomicLong good = new AtomicLong();
    var loop =
        new OpenLoop<>(
            batches,
            (BatchPredictResponse response, long intended, long latency) ->
                good.addAndGet(response.getPredictionsCount()));
    long start = System.nanoTime();
    OpenLoop.Result result = loop.run(2 * peak, 2 * seconds);
    double took = (System.nanoTime() - start) / 1e9;
    figures.add(
        "2 x overload by batches of 1,000: goodput against peak",
        format("%.0f %%", 100 * good.get() / took / (peak * ROWS)),
        "90 %",
        format("peak %,.0f rows/s; %s", peak * ROWS, result.failures()));
    figures.add(
        "rejected calls, p99",
        result.refused().getTotalCount() == 0
            ? "none"
            : format("%.1f ms", result.refused().getValueAtPercentile(99) / 1e3),
        "5 ms",
        format(
            "p50 %.1f ms; accepted p99 %.1f ms",
            result.refused().getValueAtPercentile(50) / 1e3, result.p99() / 1e3));
  }

  private static String valid(String figure, boolean isVoid) {
    return isVoid ? "void" : figure;
  }
}
