package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import perennial.server.drill.ServerProcess;
import perennial.server.drill.SteadyLoad;

/** How soon a server answers, and how it ends under load. */
final class LifecycleBench {
  private static final int TIMES = 5;

  private final Figures figures;

  LifecycleBench(Figures figures) {
    this.figures = figures;
  }

  void run() throws IOException, InterruptedException {
    List<Double> starts = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    long answered = 0;
    int failed = 0;
    try (BenchDatabase database = new BenchDatabase()) {
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        ServerProcess server = database.startServer();
        ManagedChannel channel = server.channel();
        server.awaitAnswer(channel);
        starts.add((System.nanoTime() - start) / 1e9);
        try (SteadyLoad load = new SteadyLoad(channel)) {
          load.awaitAnswers(10_000);
          long told = System.nanoTime();
          server.terminate();
          int unused = server.awaitEnd();
          ends.add((System.nanoTime() - told) / 1e9);
          failed += load.failedInFlight().size();
          answered += load.answered();
        } finally {
          channel.shutdownNow();
        }
      }
    }
    figures.add("start to first answer, longest", longest(starts), "3 s", all(starts));
    figures.add(
        "SIGTERM under load: calls in flight that failed",
        String.valueOf(failed),
        "0",
        format("%,d answered", answered));
    figures.add("SIGTERM under load: to the end, longest", longest(ends), "10 s", all(ends));
  }

  private static String longest(List<Double> seconds) {
    return format("%.2f s", Collections.max(seconds));
  }

  private static String all(List<Double> seconds) {
    return String.join(", ", seconds.stream().map(s -> format("%.2f", s)).toList());
  }
}
