package perennial.bench;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import perennial.fitting.BgNbdFitter;
import perennial.fitting.FitResult;
import perennial.fitting.MbgNbdFitter;
import perennial.fitting.ModelFitter;
import perennial.fitting.ParetoNbdFitter;
import perennial.fitting.PurchaseData;
import perennial.model.BgNbd;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.CustomerHistory;
import perennial.model.GammaGamma;
import perennial.model.GoldenPredictions;
import perennial.model.Horizons;
import perennial.model.MbgNbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/** Prints docs/benchmarks.md's table: each figure the median of five runs after two of warm-up. */
public final class ModelBench {
  private static final int RUNS = 5;
  private static final int PREDICTIONS = 200_000;
  private static final GammaGamma SPEND = new GammaGamma(6.25, 3.74, 15.44);

  /** Keeps results alive, so that the compiler may not leave the work out. */
  private static double sink;

  private ModelBench() {}

  /** Prints one table. */
  public static void main(String[] args) {
    System.out.printf(
        "%s, %s, %d processors%n",
        Runtime.version(),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
    System.out.println("| what | median |");
    System.out.println("|---|---|");
    fits(new BgNbd(.243, 4.414, .793, 2.426), new BgNbdFitter());
    fits(new MbgNbd(.525, 6.183, .891, 1.614), new MbgNbdFitter());
    paretoFit();
    predictions(new BgNbd(.243, 4.414, .793, 2.426));
    predictions(new MbgNbd(.525, 6.183, .891, 1.614));
    if (!Double.isFinite(sink)) {
      throw new IllegalStateException("a result was not finite");
    }
  }

  private static <M extends PurchaseModel> void fits(M truth, ModelFitter<PurchaseData, M> fitter) {
    SimulatedHistories h = SimulatedHistories.of(truth, 1_000_000);
    DoubleSupplier collapse =
        () -> PurchaseData.ofCustomers(TimeUnit.WEEK, h.x(), h.recencyDays(), h.ageDays()).rows();
    row(truth.family() + ": collapse of 1M customers, CPU s", median(() -> cpuSeconds(collapse)));
    PurchaseData data =
        PurchaseData.ofCustomers(TimeUnit.WEEK, h.x(), h.recencyDays(), h.ageDays());
    DoubleSupplier fit =
        () -> {
          FitResult<M> result = fitter.fit(data);
          if (!result.converged()) {
            throw new IllegalStateException(result.warnings().toString());
          }
          return result.logLikelihood();
        };
    String what = "%s: fit of 1M customers in %,d rows, CPU s";
    row(what.formatted(truth.family(), data.rows()), median(() -> cpuSeconds(fit)));
  }

  /** As many customers as CDNOW's sample has. */
  private static void paretoFit() {
    SimulatedHistories h = SimulatedHistories.of(new ParetoNbd(.553, 10.578, .606, 11.669), 2_357);
    PurchaseData data =
        PurchaseData.ofCustomers(TimeUnit.WEEK, h.x(), h.recencyDays(), h.ageDays());
    DoubleSupplier fits =
        () -> {
          double sum = 0;
          for (int i = 0; i < 10; i++) {
            sum += new ParetoNbdFitter().fit(data).logLikelihood();
          }
          return sum;
        };
    row(
        "pareto-nbd: fit of 2,357 customers in %,d rows, CPU ms".formatted(data.rows()),
        100 * median(() -> cpuSeconds(fits)));
  }

  private static void predictions(PurchaseModel process) {
    BtydModel model =
        new BtydModel(
            process,
            Covariance.UNKNOWN,
            SPEND,
            Covariance.UNKNOWN,
            SpendOrders.REPEAT,
            TimeUnit.WEEK,
            new ValueTerms("USD", .10, 1),
            LocalDate.EPOCH);
    CustomerHistory[] histories =
        GoldenPredictions.of(model).stream()
            .map(golden -> golden.history())
            .filter(history -> history.repeatPurchases() <= 250)
            .toArray(CustomerHistory[]::new);
    for (Horizons horizons : new Horizons[] {Horizons.ofDays(30, 90), Horizons.ofDays(90, 365)}) {
      DoubleSupplier batch =
          () -> {
            double sum = 0;
            for (int i = 0; i < PREDICTIONS; i++) {
              sum +=
                  model.predict(histories[i % histories.length], horizons).horizons().get(1).clv();
            }
            return sum;
          };
      double seconds = median(() -> cpuSeconds(batch));
      row(
          "%s: predict, horizons %s, us".formatted(process.family(), horizons),
          seconds / PREDICTIONS * 1e6);
    }
  }

  private static double cpuSeconds(DoubleSupplier work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    sink += work.getAsDouble();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static double median(DoubleSupplier measurement) {
    double[] runs = new double[RUNS + 2];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = measurement.getAsDouble();
    }
    double[] counted = Arrays.copyOfRange(runs, 2, runs.length);
    Arrays.sort(counted);
    return counted[RUNS / 2];
  }

  private static void row(String what, double value) {
    System.out.println(String.format(Locale.ROOT, "| %s | %.3f |", what, value));
  }
}
