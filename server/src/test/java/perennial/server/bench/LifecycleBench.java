package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import perennial.server.drill.ServerProcess;
import perennial.server.drill.ServerProcess.Launch;
import perennial.server.drill.SteadyLoad;

/** How soon a server answers, and how it ends under load. */
final class LifecycleBench {
  private static final int TIMES = 5;

  private final Figures figures;
  private final List<Double> ends = new ArrayList<>();
  private long answered;
  private int failed;

  LifecycleBench(Figures figures) {
    this.figures = figures;
  }

  void run() throws IOException, InterruptedException {
    try (BenchDatabase database = new BenchDatabase()) {
      Starts plain = new Starts();
      for (int i = 0; i < TIMES; i++) {
        endUnderLoad(plain.start(database, Launch.PLAIN));
      }
      plain.show("");
      Launch rehearsed = database.rehearse();
      Starts faster = new Starts();
      for (int i = 0; i < TIMES; i++) {
        ServerProcess server = faster.start(database, rehearsed);
        server.terminate();
        int unused = server.awaitEnd();
      }
      faster.show(", after a rehearsal");
    }
    figures.add(
        "SIGTERM under load: calls in flight that failed",
        String.valueOf(failed),
        "0",
        format("%,d answered", answered));
    figures.add("SIGTERM under load: to the end, longest", longest(ends), "10 s", all(ends));
  }

  /** Times from the start of processes to their first answers. */
  private final class Starts {
    private final List<Double> grpc = new ArrayList<>();
    private final List<Double> json = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    /** Starts a server, and waits for its first answers. */
    ServerProcess start(BenchDatabase database, Launch launch) {
      long start = System.nanoTime();
      ServerProcess server = database.startServer(launch);
      ManagedChannel channel = server.channel();
      server.awaitAnswer(channel);
      grpc.add((System.nanoTime() - start) / 1e9);
      cpu.add(server.cpuSeconds());
      server.awaitJson();
      json.add((System.nanoTime() - start) / 1e9);
      channel.shutdownNow();
      return server;
    }

    void show(String how) {
      figures.add("start to first answer" + how + ", longest", longest(grpc), "3 s", all(grpc));
      figures.add("the same over JSON", longest(json), "", all(json));
      figures.add("processor time to the first answer", longest(cpu), "", all(cpu));
    }
  }

  private void endUnderLoad(ServerProcess server) throws InterruptedException {
    ManagedChannel channel = server.channel();
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

  private static String longest(List<Double> seconds) {
    return format("%.2f s", Collections.max(seconds));
  }

  private static String all(List<Double> seconds) {
    return String.join(", ", seconds.stream().map(s -> format("%.2f", s)).toList());
  }
}
