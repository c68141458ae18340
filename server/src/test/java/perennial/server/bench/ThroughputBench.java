package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How much a server can do, beside an echo of the same sizes in the same rounds. */
final class ThroughputBench {
  private static final int ROUNDS = 5;
  private static final int OUTSTANDING = 64;
  private static final int BATCHES_OUTSTANDING = 4;
  private static final int ROWS = 1_000;
  private static final double LEVEL = 0.9;

  private final BenchProcess server;
  private final Figures figures;
  private final double seconds;

  ThroughputBench(BenchProcess server, Figures figures, double seconds) {
    this.server = server;
    this.figures = figures;
    this.seconds = seconds;
  }

  void run() throws InterruptedException {
    ManagedChannel echo = Calls.channel(server.port("echo"));
    ManagedChannel computed = Calls.channel(server.port("computed"));
    ManagedChannel remembered = Calls.channel(server.port("remembered"));
    try {
      singles(echo, computed, remembered);
      batches(computed);
    } finally {
      List.of(echo, computed, remembered).forEach(ManagedChannel::shutdownNow);
    }
  }

  private void singles(ManagedChannel echo, ManagedChannel computed, ManagedChannel remembered)
      throws InterruptedException {
    List<ClosedLoop<?, ?>> loops =
        List.of(
            new ClosedLoop<>(Calls.echo(echo, Calls.single(computed)), OUTSTANDING),
            new ClosedLoop<>(Calls.single(computed), OUTSTANDING),
            new ClosedLoop<>(Calls.single(remembered), OUTSTANDING));
    List<List<ClosedLoop.Round>> rounds = inTurns(loops);
    String from = format("echo %,.0f/s, %.1f us", perSecond(rounds.get(0)), cpu(rounds.get(0)));
    figures.add(
        "single Predict, 64 outstanding: throughput against echo, computed",
        format("%.2f", ratio(rounds, 1)),
        "0.50",
        from);
    figures.add("the same, remembered", format("%.2f", ratio(rounds, 2)), "0.80", from);
    figures.add(
        "server CPU per Predict beyond echo, computed",
        format("%.1f us", beyond(rounds, 1)),
        "12 us",
        format("%.1f us in all", cpu(rounds.get(1))));
    figures.add(
        "the same, remembered",
        format("%.1f us", beyond(rounds, 2)),
        "4 us",
        format("%.1f us in all", cpu(rounds.get(2))));
  }

  private void batches(ManagedChannel computed) throws InterruptedException {
    List<List<ClosedLoop.Round>> rounds =
        inTurns(
            List.of(
                new ClosedLoop<>(Calls.batch(computed, ROWS, 0), BATCHES_OUTSTANDING),
                new ClosedLoop<>(Calls.batch(computed, ROWS, LEVEL), BATCHES_OUTSTANDING)));
    figures.add(
        "batch of 1,000 rows without intervals",
        format("%,.0f rows/s", ROWS * perSecond(rounds.get(0))),
        "300,000",
        format("%.2f us of CPU a row", cpu(rounds.get(0)) / ROWS));
    figures.add(
        "batch of 1,000 rows with intervals",
        format("%,.0f rows/s", ROWS * perSecond(rounds.get(1))),
        "20,000",
        format("%.1f us of CPU a row", cpu(rounds.get(1)) / ROWS));
  }

  /** Rounds of all loops in turns, so that a drift of the machine meets all of them. */
  private List<List<ClosedLoop.Round>> inTurns(List<ClosedLoop<?, ?>> loops)
      throws InterruptedException {
    List<List<ClosedLoop.Round>> rounds = new ArrayList<>();
    for (ClosedLoop<?, ?> loop : loops) {
      loop.run(server, 20.0 / loops.size()); // warm-up, 20 s together
      rounds.add(new ArrayList<>());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < loops.size(); i++) {
        rounds.get(i).add(loops.get(i).run(server, seconds));
      }
    }
    return rounds;
  }

  private static double ratio(List<List<ClosedLoop.Round>> rounds, int loop) {
    return median(
        rounds.get(loop),
        i -> rounds.get(loop).get(i).perSecond() / rounds.get(0).get(i).perSecond());
  }

  private static double beyond(List<List<ClosedLoop.Round>> rounds, int loop) {
    return median(
        rounds.get(loop),
        i -> rounds.get(loop).get(i).cpuMicros() - rounds.get(0).get(i).cpuMicros());
  }

  private static double perSecond(List<ClosedLoop.Round> rounds) {
    return median(rounds, i -> rounds.get(i).perSecond());
  }

  private static double cpu(List<ClosedLoop.Round> rounds) {
    return median(rounds, i -> rounds.get(i).cpuMicros());
  }

  private static double median(
      List<ClosedLoop.Round> rounds, java.util.function.IntToDoubleFunction value) {
    return java.util.stream.IntStream.range(0, rounds.size())
        .mapToObj(i -> value.applyAsDouble(i))
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(rounds.size() / 2);
  }
}
