package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import perennial.api.v1.PredictionServiceGrpc;

/**
 * Twice the batches that can be answered. The generator shares the processors with the server, so
 * an empty echo of the same process, called beside it, says what waiting for a processor costs
 * anybody.
 */
final class OverloadBench {
  private static final int ROWS = 1_000;
  private static final int OUTSTANDING = 4;
  private static final double PROBES = 100; // a second

  private final BenchProcess server;
  private final Figures figures;
  private final double seconds;

  OverloadBench(BenchProcess server, Figures figures, double seconds) {
    this.server = server;
    this.figures = figures;
    this.seconds = seconds;
  }

  void run() throws IOException, InterruptedException {
    ManagedChannel echo = Calls.channel(server.port("echo"));
    ManagedChannel computed = Calls.channel(server.port("computed"));
    try {
      overload(echo, computed);
    } finally {
      List.of(echo, computed).forEach(ManagedChannel::shutdownNow);
    }
  }

  private void overload(ManagedChannel echo, ManagedChannel computed)
      throws IOException, InterruptedException {
    Calls<byte[], byte[]> batches = Calls.raw(Calls.batch(computed, ROWS, 0));
    var closed = new ClosedLoop<>(batches, OUTSTANDING);
    warmUp(closed, batches);
    ClosedLoop.Round before = closed.run(server, seconds);
    AtomicLong good = new AtomicLong();
    var loop =
        new OpenLoop<>(
            batches, (byte[] response, long intended, long latency) -> good.addAndGet(ROWS));
    var probe = new OpenLoop<>(Calls.echo(echo, Calls.single(computed)));
    OpenLoop.Result[] probed = new OpenLoop.Result[1];
    ScrapedTimes refused = refusals();
    Thread prober = Thread.ofPlatform().start(() -> probed[0] = probe.run(PROBES, 2 * seconds));
    long cpu = server.cpuNanos();
    long start = System.nanoTime();
    OpenLoop.Result result = loop.run(2 * before.perSecond(), 2 * seconds);
    double took = (System.nanoTime() - start) / 1e9;
    cpu = server.cpuNanos() - cpu;
    prober.join();
    ScrapedTimes refusals = refusals().since(refused);
    ClosedLoop.Round after = closed.run(server, seconds);
    double peak = (before.perSecond() + after.perSecond()) / 2; // a drift meets both
    double each = (before.cpuMicros() + after.cpuMicros()) / 2;
    report(peak, good.get() / took, result, refusals, probed[0]);
    figures.add(
        "server CPU per refused call",
        format(
            "%.0f us",
            (cpu / 1e3 - each * good.get() / ROWS) / Math.max(1, result.refused().getTotalCount())),
        "",
        format("an accepted one %.0f us", each));
  }

  /** 20 seconds, refusals included. */
  private void warmUp(ClosedLoop<byte[], byte[]> closed, Calls<byte[], byte[]> batches)
      throws InterruptedException {
    double perSecond = closed.run(server, 12).perSecond();
    var unused = new OpenLoop<>(batches).run(2 * perSecond, 8);
  }

  private void report(
      double peak,
      double good,
      OpenLoop.Result result,
      ScrapedTimes refusals,
      OpenLoop.Result probed) {
    String lag = format("generator's lag p99 %.1f ms", result.lagP99() / 1e3);
    figures.add(
        "2 x overload by batches of 1,000: goodput against peak",
        format("%.0f %%", 100 * good / (peak * ROWS)),
        "90 %",
        format("peak %,.0f rows/s; %s; %s", peak * ROWS, result.failures(), lag));
    figures.add(
        "refused calls, server's time, p99",
        format("%.1f ms", 1e3 * refusals.atMost(0.99)),
        "5 ms",
        format("mean %.2f ms", 1e3 * refusals.mean()));
    figures.add(
        "refused calls, as the generator sees them, p99",
        OpenLoop.valid(
            format("%.1f ms", result.refused().getValueAtPercentile(99) / 1e3), result.isVoid()),
        "",
        format(
            "p50 %.1f ms; an echo beside it p50 %.1f, p99 %.1f ms; accepted p99 %.1f ms",
            result.refused().getValueAtPercentile(50) / 1e3,
            probed.latencies().getValueAtPercentile(50) / 1e3,
            probed.p99() / 1e3,
            result.p99() / 1e3));
  }

  private ScrapedTimes refusals() throws IOException, InterruptedException {
    return ScrapedTimes.of(
        server.port("computed-http"),
        "perennial_refused_call_seconds",
        PredictionServiceGrpc.getBatchPredictMethod().getFullMethodName());
  }
}
