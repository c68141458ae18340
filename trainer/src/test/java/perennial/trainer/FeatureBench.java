package perennial.trainer;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;
import perennial.simulation.SimulationSettings;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogFormat;
import perennial.trainer.transactions.ReadProgress;
import perennial.trainer.transactions.TransactionLog;
import perennial.trainer.transactions.Window;

/**
 * CPU time of feature building: from a CSV file of about five million simulated purchases to
 * primitive arrays, in process, the median of five after a warm-up. Run it as a main class; see
 * {@code docs/benchmarks.md}.
 */
public final class FeatureBench {
  private static final int RUNS = 5;

  private FeatureBench() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Files.createTempFile("bench-", ".csv");
    try {
      long lines = simulate(file);
      double[] seconds = new double[RUNS];
      int customers = run(file); // warm-up
      for (int i = 0; i < RUNS; i++) {
        long before = cpuNanos();
        customers = run(file);
        seconds[i] = (cpuNanos() - before) / 1e9;
      }
      Arrays.sort(seconds);
      System.out.printf(
          Locale.ROOT,
          "| transactions | customers | CPU s, median of %d | least | most |%n"
              + "|---:|---:|---:|---:|---:|%n| %,d | %,d | %.2f | %.2f | %.2f |%n",
          RUNS,
          lines,
          customers,
          seconds[RUNS / 2],
          seconds[0],
          seconds[RUNS - 1]);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static long simulate(Path file) {
    return SimulatedLog.write(
        new SimulationSettings(
            42,
            550_000,
            LocalDate.of(2022, 1, 1),
            365,
            1460,
            new MbgNbd(1.1, 9, .9, 6),
            new GammaGamma(6.25, 3.74, 15.44),
            TimeUnit.WEEK),
        file);
  }

  private static int run(Path file) {
    InputFiles files = InputFiles.find(file.toString());
    try (TransactionLog log =
        TransactionLog.read(files, LogFormat.DEFAULT, "2GB", ReadProgress.NONE)) {
      Histories histories = log.histories(new Window(log.lastDay().minusDays(90), 90));
      return histories.size();
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
