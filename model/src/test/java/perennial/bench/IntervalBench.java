package perennial.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.Horizons;
import perennial.model.MbgNbd;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.uncertainty.PredictionIntervals;

/** Prints the table of docs/benchmarks.md on predictions with intervals. */
public final class IntervalBench {
  private static final int WARM_UP = 20_000;
  private static final int CALLS = 20_000;
  private static final MbgNbd PROCESS = new MbgNbd(.52484307, 6.18308471, .89135955, 1.6140029);

  private IntervalBench() {}

  /** Prints one table. */
  public static void main(String[] args) {
    BtydModel model = cdnow();
    PredictionIntervals intervals = PredictionIntervals.of(model);
    SimulatedHistories h = SimulatedHistories.of(PROCESS, 1_000_000);
    List<CustomerHistory> customers = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < h.x().length; i++) {
      double spend = h.x()[i] == 0 ? 0 : 10 + 50 * random.nextDouble();
      customers.add(new CustomerHistory(h.x()[i], h.recencyDays()[i], h.ageDays()[i], spend));
    }
    System.out.printf("| what | p50, CPU us | p99, CPU us |%n|---|---|---|%n");
    single("simulated customers, 365 days", intervals, customers, Horizons.ofDays(365));
    single("the same, 90 days", intervals, customers, Horizons.ofDays(90));
    single("the same, 30, 90 and 365 days", intervals, customers, Horizons.ofDays(30, 90, 365));
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
      for (int run = 0; run < 1; run++) {
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
    }
  }

  private static void one(
      String what, PredictionIntervals intervals, int x, double tx, double age, int days) {
    CustomerHistory history = new CustomerHistory(x, tx, age, x == 0 ? 0 : 35);
    single(what, intervals, List.of(history), Horizons.ofDays(days));
  }

  private static void single(
      String what,
      PredictionIntervals intervals,
      List<CustomerHistory> customers,
      Horizons horizons) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] micros = new double[CALLS];
    long stop = System.nanoTime() + 2_000_000_000L;
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
    System.out.printf(
        Locale.ROOT, "| %s | %.0f | %.0f |%n", what, sorted[calls / 2], sorted[calls * 99 / 100]);
  }

  /** MBG/NBD and Gamma-Gamma as fitted to CDNOW's sample, with standard errors of that size. */
  private static BtydModel cdnow() {
    double[] se = {.083268, .695619, .154789, .537491};
    double[][] correlation = {
      {1, .75, -.3, -.1}, {.75, 1, -.1, -.05}, {-.3, -.1, 1, .9}, {-.1, -.05, .9, 1}
    };
    double[] purchases = new double[16];
    for (int i = 0; i < 16; i++) {
      purchases[i] = se[i / 4] * se[i % 4] * correlation[i / 4][i % 4];
    }
    double[] spend = {.09, 0, 0, 0, .035, 0, 0, 0, 1.9};
    return new BtydModel(
        PROCESS,
        Covariance.ofRowMajor(purchases),
        new GammaGamma(6.24934918, 3.74425633, 15.44430668),
        Covariance.ofRowMajor(spend),
        SpendOrders.REPEAT,
        TimeUnit.WEEK,
        new ValueTerms("USD", .10, 1),
        LocalDate.of(1997, 9, 30));
  }
}
