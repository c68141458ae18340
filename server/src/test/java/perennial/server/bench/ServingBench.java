package perennial.server.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints what the server does beside a bare echo in the same run, and how it fares when something
 * goes: {@code mvn -Pserving-bench -Dquick -pl server -am test}. Arguments name parts; none: all
 * but the outage. PERENNIAL_BENCH_SECONDS is the length of a round (5),
 * PERENNIAL_BENCH_EVENT_SECONDS that of the events (60), PERENNIAL_DRILL_SECONDS that of the outage
 * (1,800).
 */
final class ServingBench {
  private static final String OUTAGE = "outage";

  private ServingBench() {}

  private interface Part {
    void run(Figures figures) throws Exception;
  }

  private interface Measured {
    void run(BenchProcess server, Figures figures) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Map<String, Part> parts = parts();
    List<String> wanted = new ArrayList<>(List.of(args));
    if (wanted.isEmpty()) {
      wanted.addAll(parts.keySet());
      wanted.remove(OUTAGE);
    }
    if (!parts.keySet().containsAll(wanted)) {
      System.err.println("parts are " + parts.keySet() + ", not " + wanted);
      System.exit(2);
    }
    Figures figures = new Figures();
    for (String part : wanted) {
      Part found = parts.get(part);
      if (found != null) {
        found.run(figures);
      }
    }
    figures.printTable();
    System.exit(0); // the network's threads of the client
  }

  private static Map<String, Part> parts() {
    double round = setting("PERENNIAL_BENCH_SECONDS", "5");
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put(
        "throughput",
        alone((server, figures) -> new ThroughputBench(server, figures, round).run()));
    parts.put(
        "latency", alone((server, figures) -> new LatencyBench(server, figures, round).run()));
    parts.put(
        "overload", alone((server, figures) -> new OverloadBench(server, figures, round).run()));
    parts.put("json", alone((server, figures) -> new JsonBench(server, figures, round).run()));
    parts.put("fleet", figures -> new FleetBench(figures).run());
    parts.put("freshness", figures -> new FreshnessBench(figures).run());
    int events = (int) setting("PERENNIAL_BENCH_EVENT_SECONDS", "60");
    parts.put("events", figures -> new EventsBench(figures, events).run());
    parts.put("lifecycle", figures -> new LifecycleBench(figures).run());
    double outage = setting("PERENNIAL_DRILL_SECONDS", "1800");
    parts.put(OUTAGE, figures -> new OutageBench(figures, outage).run());
    return parts;
  }

  /** A part that has the process under measurement for itself. */
  private static Part alone(Measured part) {
    return figures -> {
      try (BenchProcess server = BenchProcess.start()) {
        part.run(server, figures);
      }
    };
  }

  private static double setting(String name, String otherwise) {
    return Double.parseDouble(System.getenv().getOrDefault(name, otherwise));
  }
}
