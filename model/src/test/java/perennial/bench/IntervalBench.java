package perennial.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.uncertainty.PredictionIntervals;

/** Prints the tables of docs/benchmarks.md on predictions with intervals. */
public final class IntervalBench {
  private static final int WARM_UP = 20_000;
  private static final int CALLS = 20_000;
  private static final long MOST_NANOS = 2_000_000_000L;

  private IntervalBench() {}

  /**
   * Prints the tables.
   *
   * @param args {@code families} for the table of families alone
   */
  public static void main(String[] args) {
    List<CustomerHistory> customers = customers();
    families(customers);
    if (args.length > 0) {
      return;
    }
    PredictionIntervals intervals = PredictionIntervals.of(BenchModels.cdnow());
    System.out.printf("%n| what | p50, CPU us | p99, CPU us |%n|---|---|---|%n");
    row("simulated customers, 365 days", intervals, customers, Horizons.ofDays(365));
    row("the same, 90 days", intervals, customers, Horizons.ofDays(90));
    row("the same, 30, 90 and 365 days", intervals, customers, Horizons.ofDays(30, 90, 365));
    one("x = 2, recency 213, age 272; 273 days", intervals, 2, 213, 272, 273);
    one("x = 0, age 272; 365 days", intervals, 0, 0, 272, 365);
    one("x = 0, age 0; 365 days", intervals, 0, 0, 0, 365);
    one("x = 0, age 0; 3650 days", intervals, 0, 0, 0, 3650);
    one("x = 26, recency 216, age 217; 365 days", intervals, 26, 216, 217, 365);
    one("daily buyer, x = 300, age 301; 3650 days", intervals, 300, 300, 301, 3650);
    one("x = 1000, age 100; 3650 days", intervals, 1000, 100, 100, 3650);
    one("x = 100,000, age 3650; 3650 days", intervals, 100_000, 3650, 3650, 3650);
    one("x = 100,000, age 365; 3650 days", intervals, 100_000, 365, 365, 3650);
    one("x = 100,000, age 365, silent for 1; 3650 days", intervals, 100_000, 364, 365, 3650);
    for (Horizons horizons : List.of(Horizons.ofDays(365), Horizons.ofDays(30, 90, 365))) {
      batch(intervals, customers, horizons);
    }
  }

  /** Simulated at MBG/NBD's parameters; every family is asked about the same. */
  private static List<CustomerHistory> customers() {
    SimulatedHistories h = SimulatedHistories.of(BenchModels.MBG_NBD, 1_000_000);
    List<CustomerHistory> customers = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < h.x().length; i++) {
      double spend = h.x()[i] == 0 ? 0 : 10 + 50 * random.nextDouble();
      customers.add(new CustomerHistory(h.x()[i], h.recencyDays()[i], h.ageDays()[i], spend));
    }
    return customers;
  }

  private static void families(List<CustomerHistory> customers) {
    System.out.printf(
        "| family | simulated: p50, CPU us | p99 | x = 26: p50 | p99 | 3650 days: p50 | p99 |%n"
            + "|---|---|---|---|---|---|---|%n");
    List<CustomerHistory> heavy = List.of(new CustomerHistory(26, 216, 217, 35));
    List<CustomerHistory> typical = List.of(new CustomerHistory(2, 213, 272, 35));
    BenchModels.families()
        .forEach((family, model) -> {
          PredictionIntervals intervals = PredictionIntervals.of(model);
          System.out.printf(
              "| %s | %s | %s | %s |%n",
              family,
              micros(intervals, customers, Horizons.ofDays(365)),
              micros(intervals, heavy, Horizons.ofDays(365)),
              micros(intervals, typical, Horizons.ofDays(3650)));
        });
  }

  private static void batch(
      PredictionIntervals intervals, List<CustomerHistory> customers, Horizons horizons) {
    long start = System.nanoTime();
    List<Prediction> all = intervals.predictAllInParallel(customers, horizons, .9);
    System.out.printf(
        Locale.ROOT,
        "| %,d customers, horizons %s, %d processors: seconds | %.1f | |%n",
        all.size(),
        horizons,
        Runtime.getRuntime().availableProcessors(),
        (System.nanoTime() - start) / 1e9);
  }

  private static void one(
      String what, PredictionIntervals intervals, int x, double tx, double age, int days) {
    CustomerHistory history = new CustomerHistory(x, tx, age, x == 0 ? 0 : 35);
    row(what, intervals, List.of(history), Horizons.ofDays(days));
  }

  private static void row(
      String what,
      PredictionIntervals intervals,
      List<CustomerHistory> customers,
      Horizons horizons) {
    System.out.printf("| %s | %s |%n", what, micros(intervals, customers, horizons));
  }

  /** Median and 99th percentile of the CPU time of single calls. */
  private static String micros(
      PredictionIntervals intervals, List<CustomerHistory> customers, Horizons horizons) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] micros = new double[CALLS];
    long stop = System.nanoTime() + MOST_NANOS;
    int calls = 0;
    for (int i = 0; i < WARM_UP + CALLS && System.nanoTime() < stop; i++) {
      long start = threads.getCurrentThreadCpuTime();
      Prediction prediction = intervals.predict(customers.get(i % customers.size()), horizons, .9);
      if (prediction.horizons().isEmpty()) {
        throw new IllegalStateException("no answer");
      }
      micros[i % CALLS] = (threads.getCurrentThreadCpuTime() - start) / 1e3;
      calls = Math.min(CALLS, i + 1);
    }
    double[] sorted = Arrays.copyOf(micros, calls);
    Arrays.sort(sorted);
    return String.format(Locale.ROOT, "%.0f | %.0f", sorted[calls / 2], sorted[calls * 99 / 100]);
  }
}
