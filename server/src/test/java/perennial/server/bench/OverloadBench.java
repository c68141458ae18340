package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.List;
import perennial.api.v1.PredictionServiceGrpc;

/**
 * Twice the batches that can be answered: with a processor for the generator and the others for the
 * server, and with all shared by both. An empty echo of the server's process, called beside it,
 * says what waiting for a processor costs anybody.
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
      Load load = new Load(echo, computed);
      load.warmUp();
      load.measure(", processors shared with the generator", false);
      if (Processors.part(server.pid())) {
        load.measure("", true);
        Processors.share(server.pid());
      }
    } finally {
      List.of(echo, computed).forEach(ManagedChannel::shutdownNow);
    }
  }

  private final class Load {
    private final Calls<byte[], byte[]> batches;
    private final ClosedLoop<byte[], byte[]> closed;
    private final OpenLoop<byte[], byte[]> probe;

    Load(ManagedChannel echo, ManagedChannel computed) {
      batches = Calls.raw(Calls.batch(computed, ROWS, 0));
      closed = new ClosedLoop<>(batches, OUTSTANDING);
      probe = new OpenLoop<>(Calls.echo(echo, Calls.single(computed)));
    }

    /**
     * The compiler takes each change from one kind of load to the other as news for some seconds,
     * in the server as in the generator: 20 seconds in turns, with everything that is done later.
     */
    void warmUp() throws IOException, InterruptedException {
      for (int i = 0; i < 2; i++) {
        double perSecond = closed.run(server, 4).perSecond();
        var unused = overloaded(batches, probe, 2 * perSecond, 6);
      }
    }

    void measure(String how, boolean musts) throws IOException, InterruptedException {
      ClosedLoop.Round before = closed.run(server, seconds);
      Round round = overloaded(batches, probe, 2 * before.perSecond(), 2 * seconds);
      ClosedLoop.Round after = closed.run(server, seconds);
      double peak = (before.perSecond() + after.perSecond()) / 2; // a drift meets both
      double each = (before.cpuMicros() + after.cpuMicros()) / 2;
      report(peak, round, how, musts);
      figures.add(
          "server CPU per refused call" + how,
          format(
              "%.0f us",
              (round.cpuNanos / 1e3 - each * round.answered())
                  / Math.max(1, round.batches.refused().getTotalCount())),
          "",
          format("an accepted one %.0f us", each));
    }
  }

  /**
   * What an overloaded server did.
   *
   * @param probes what an empty echo beside the batches saw
   * @param refusals times of the refused calls, taken by the server
   */
  private record Round(
      double seconds,
      OpenLoop.Result batches,
      OpenLoop.Result probes,
      ScrapedTimes refusals,
      long cpuNanos) {
    long answered() {
      return batches.latencies().getTotalCount();
    }
  }

  private Round overloaded(
      Calls<byte[], byte[]> batches,
      OpenLoop<byte[], byte[]> probe,
      double perSecond,
      double roundSeconds)
      throws IOException, InterruptedException {
    OpenLoop.Result[] probed = new OpenLoop.Result[1];
    ScrapedTimes refused = refusals();
    Thread prober = Thread.ofPlatform().start(() -> probed[0] = probe.run(PROBES, roundSeconds));
    long cpu = server.cpuNanos();
    long start = System.nanoTime();
    OpenLoop.Result result = new OpenLoop<>(batches).run(perSecond, roundSeconds);
    double took = (System.nanoTime() - start) / 1e9;
    cpu = server.cpuNanos() - cpu;
    prober.join();
    return new Round(took, result, probed[0], refusals().since(refused), cpu);
  }

  private void report(double peak, Round round, String how, boolean musts) {
    OpenLoop.Result result = round.batches;
    double good = round.answered() * ROWS / round.seconds;
    String lag = format("generator's lag p99 %.1f ms", result.lagP99() / 1e3);
    figures.add(
        "2 x overload by batches of 1,000: goodput against peak" + how,
        format("%.0f %%", 100 * good / (peak * ROWS)),
        musts ? "90 %" : "",
        format("peak %,.0f rows/s; %s; %s", peak * ROWS, result.failures(), lag));
    figures.add(
        "refused calls, server's time, p99" + how,
        format("%.1f ms", 1e3 * round.refusals.atMost(0.99)),
        musts ? "5 ms" : "",
        format("mean %.2f ms", 1e3 * round.refusals.mean()));
    figures.add(
        "refused calls, as the generator sees them, p99" + how,
        OpenLoop.valid(
            format("%.1f ms", result.refused().getValueAtPercentile(99) / 1e3), result.isVoid()),
        "",
        format(
            "p50 %.1f ms; an echo beside it p50 %.1f, p99 %.1f ms; accepted p99 %.1f ms",
            result.refused().getValueAtPercentile(50) / 1e3,
            round.probes.latencies().getValueAtPercentile(50) / 1e3,
            round.probes.p99() / 1e3,
            result.p99() / 1e3));
  }

  private ScrapedTimes refusals() throws IOException, InterruptedException {
    return ScrapedTimes.of(
        server.port("computed-http"),
        "perennial_refused_call_seconds",
        PredictionServiceGrpc.getBatchPredictMethod().getFullMethodName());
  }
}
