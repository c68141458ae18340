package perennial.server.bench;

import java.util.List;
import java.util.Set;

/**
 * Prints what the server does beside a bare echo in the same run: {@code mvn -Pserving-bench
 * -Dquick -pl server -am test}. Arguments name parts: throughput, latency, json; none: all.
 * PERENNIAL_BENCH_SECONDS is the length of a round (5).
 */
final class ServingBench {
  private static final List<String> PARTS = List.of("throughput", "latency", "json");

  private ServingBench() {}

  public static void main(String[] args) throws Exception {
    Set<String> wanted = Set.copyOf(args.length == 0 ? PARTS : List.of(args));
    if (!PARTS.containsAll(wanted)) {
      System.err.println("parts are " + PARTS + ", not " + wanted);
      System.exit(2);
    }
    double seconds =
        Double.parseDouble(System.getenv().getOrDefault("PERENNIAL_BENCH_SECONDS", "5"));
    Figures figures = new Figures();
    try (BenchProcess server = BenchProcess.start()) {
      if (wanted.contains("throughput")) {
        new ThroughputBench(server, figures, seconds).run();
      }
      if (wanted.contains("latency")) {
        new LatencyBench(server, figures, seconds).run();
      }
      if (wanted.contains("json")) {
        new JsonBench(server, figures, seconds).run();
      }
    }
    figures.printTable();
    System.exit(0); // the network's threads of the client
  }
}
