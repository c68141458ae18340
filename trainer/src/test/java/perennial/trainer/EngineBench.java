package perennial.trainer;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import perennial.fitting.BgNbdFitter;
import perennial.fitting.FitResult;
import perennial.fitting.GammaGammaFitter;
import perennial.fitting.PurchaseData;
import perennial.fitting.SpendData;
import perennial.model.BatchPredictor;
import perennial.model.BgNbd;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.simulation.SimulationSettings;
import perennial.trainer.transactions.Columns;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogFormat;
import perennial.trainer.transactions.ReadProgress;
import perennial.trainer.transactions.TransactionLog;
import perennial.trainer.transactions.Window;
import perennial.uncertainty.PredictionIntervals;

/**
 * The engine from a CSV file to the CLV of every customer: CPU seconds of each step in process, the
 * median after a warm-up, and the most memory so far. Arguments are CSV files (customer id, date,
 * amount, with a header) or numbers of customers to simulate.
 */
public final class EngineBench {
  private static final Horizons YEAR = Horizons.ofDays(365);
  private static final int SLICE = 100_000;
  private static final int MOST_WITH_INTERVALS = 2_000_000;
  private static final int MOST_REPEATED = 2_000_000;
  private static double sink;

  private final int runs;
  private final int customers;

  private EngineBench(int runs, int customers) {
    this.runs = runs;
    this.customers = customers;
  }

  /** Prints one table. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("| customers | step | CPU s | wall s | peak memory so far, MiB |");
    System.out.println("|---:|---|---:|---:|---:|");
    for (String argument : arguments) {
      if (argument.matches("[0-9]+")) {
        Path file = Files.createTempFile("bench-", ".csv");
        try {
          simulate(Integer.parseInt(argument), file);
          measure(file);
        } finally {
          Files.deleteIfExists(file);
        }
      } else {
        measure(Path.of(argument));
      }
    }
    if (!Double.isFinite(sink)) {
      throw new IllegalStateException("a result was not finite");
    }
  }

  private static void simulate(int customers, Path file) {
    SimulatedLog.write(
        new SimulationSettings(
            42,
            customers,
            LocalDate.of(2022, 1, 1),
            365,
            731,
            new BgNbd(.55, 25, .8, 2.5),
            new GammaGamma(6.25, 3.74, 15.45),
            TimeUnit.DAY),
        file);
  }

  private static void measure(Path file) throws IOException {
    InputFiles files = InputFiles.find(file.toString());
    LogFormat format = format(file);
    int customers = fromCsv(files, format);
    EngineBench bench = new EngineBench(customers > MOST_REPEATED ? 1 : 5, customers);
    bench.step("histories from CSV", () -> fromCsv(files, format));
    // Opened only now: a second log in memory is no part of the step above.
    try (TransactionLog log = TransactionLog.read(files, format, "2GB", ReadProgress.NONE)) {
      Window window = new Window(log.lastDay(), 0);
      Histories histories = log.histories(window);
      bench.step("histories from the log in memory", () -> log.histories(window).size());
      bench.models(histories, window);
    }
  }

  private static LogFormat format(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      String[] names = lines.findFirst().orElseThrow().split(",", -1);
      return new LogFormat(
          new Columns(names[0], names[1], new Columns.Amount(names[2]), Optional.empty()),
          Optional.empty(),
          ZoneOffset.UTC);
    }
  }

  private static int fromCsv(InputFiles files, LogFormat format) {
    try (TransactionLog log = TransactionLog.read(files, format, "2GB", ReadProgress.NONE)) {
      return log.histories(new Window(log.lastDay(), 0)).size();
    }
  }

  private void models(Histories h, Window window) {
    PurchaseData purchases = purchases(h);
    SpendRows rows = SpendRows.of(h, SpendOrders.REPEAT);
    SpendData spend = spend(rows);
    step("BG/NBD: rows", () -> purchases(h).rows());
    step(
        "BG/NBD: fit of %,d rows".formatted(purchases.rows()),
        () -> new BgNbdFitter().fit(purchases).logLikelihood());
    step("Gamma-Gamma: rows", () -> spend(rows).rows());
    step(
        "Gamma-Gamma: fit of %,d customers".formatted(rows.counts().length),
        () -> new GammaGammaFitter().fit(spend).logLikelihood());
    FitResult<BgNbd> fit = new BgNbdFitter().fit(purchases);
    FitResult<GammaGamma> spendFit = new GammaGammaFitter().fit(spend);
    BtydModel model =
        new BtydModel(
            fit.model(),
            fit.covariance(),
            spendFit.model(),
            spendFit.covariance(),
            SpendOrders.REPEAT,
            TimeUnit.DAY,
            new ValueTerms("USD", .127, 1),
            window.observationEnd());
    step("CLV of every customer over a year", () -> clv(model, h));
    if (customers <= MOST_WITH_INTERVALS) { // beyond, it takes minutes and grows in proportion
      once("the same with 90 % intervals, both cores", () -> intervals(model, h));
    }
  }

  private static double clv(BtydModel model, Histories h) {
    BatchPredictor predictor = new BatchPredictor(model, YEAR);
    int[] x = h.repeatPurchases();
    double[] recency = h.recency();
    double[] age = h.age();
    double sum = 0;
    for (int i = 0; i < h.size(); i++) {
      double mean = x[i] == 0 ? 0 : h.repeatSpend(i) / x[i];
      sum +=
          predictor
              .predict(new CustomerHistory(x[i], recency[i], age[i], mean))
              .horizons()
              .getFirst()
              .clv();
    }
    return sum;
  }

  /** In slices, as a scoring run would, so that the answers need not all be in memory. */
  private static double intervals(BtydModel model, Histories h) {
    PredictionIntervals intervals = PredictionIntervals.of(model);
    int[] x = h.repeatPurchases();
    double[] recency = h.recency();
    double[] age = h.age();
    List<CustomerHistory> slice = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < h.size(); i++) {
      double mean = x[i] == 0 ? 0 : h.repeatSpend(i) / x[i];
      slice.add(new CustomerHistory(x[i], recency[i], age[i], mean));
      if (slice.size() == SLICE || i == h.size() - 1) {
        for (Prediction prediction : intervals.predictAllInParallel(slice, YEAR, .9)) {
          sum += prediction.horizons().getFirst().clv();
        }
        slice.clear();
      }
    }
    return sum;
  }

  private static PurchaseData purchases(Histories h) {
    return PurchaseData.ofCustomers(TimeUnit.DAY, h.repeatPurchases(), h.recency(), h.age());
  }

  private static SpendData spend(SpendRows rows) {
    return SpendData.of(rows.counts(), rows.means(), rows.weights());
  }

  private void step(String name, DoubleSupplier work) {
    if (runs > 1) { // a single run is one of millions of customers, and long enough without
      sink += work.getAsDouble();
    }
    measure(name, runs, work);
  }

  /** A step of minutes that warms itself up. */
  private void once(String name, DoubleSupplier work) {
    measure(name, 1, work);
  }

  private void measure(String name, int times, DoubleSupplier work) {
    double[] cpu = new double[times];
    double[] wall = new double[times];
    for (int i = 0; i < times; i++) {
      long cpuBefore = cpuNanos();
      long before = System.nanoTime();
      sink += work.getAsDouble();
      wall[i] = (System.nanoTime() - before) / 1e9;
      cpu[i] = (cpuNanos() - cpuBefore) / 1e9;
    }
    Arrays.sort(cpu);
    Arrays.sort(wall);
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %,d | %s | %.3f | %.3f | %,d |",
            customers,
            name,
            cpu[times / 2],
            wall[times / 2],
            peakResidentMib()));
  }

  /** The most memory that the process has had, DuckDB's included; 0 where the system says none. */
  private static long peakResidentMib() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
