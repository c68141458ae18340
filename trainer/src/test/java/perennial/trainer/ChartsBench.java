package perennial.trainer;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import perennial.evaluation.charts.VersionCharts;
import perennial.model.BgNbd;
import perennial.model.GammaGamma;
import perennial.model.TimeUnit;
import perennial.registry.ChartsJson;
import perennial.simulation.SimulationSettings;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.ReadProgress;
import perennial.trainer.transactions.TransactionLog;
import perennial.trainer.transactions.Window;

/**
 * CPU seconds of a training with a holdout, and of the charts in it; the second of two runs. The
 * argument is the number of customers to simulate.
 */
public final class ChartsBench {
  private static final int HOLDOUT_DAYS = 180;

  private ChartsBench() {}

  /** Prints three lines. */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("charts-bench-", ".csv");
    try {
      SimulatedLog.write(
          new SimulationSettings(
              42,
              Integer.parseInt(arguments[0]),
              LocalDate.of(2022, 1, 1),
              365,
              731,
              new BgNbd(.55, 25, .8, 2.5),
              new GammaGamma(6.25, 3.74, 15.45),
              TimeUnit.DAY),
          file);
      TrainingSettings settings =
          TrainingSettings.of(file.toString()).withHoldoutDays(HOLDOUT_DAYS);
      Training training = new Training(Clock.systemUTC(), (step, done, all) -> {});
      for (int run = 1; run <= 2; run++) {
        long before = cpuNanos();
        Trained trained = training.train(settings);
        print("training with its charts", run, cpuNanos() - before);
        charts(settings, trained, run);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void charts(TrainingSettings settings, Trained trained, int run) {
    try (TransactionLog log =
        TransactionLog.read(
            InputFiles.find(settings.transactions()),
            settings.format(),
            "2GB",
            ReadProgress.NONE)) {
      Window window = new Window(log.lastDay().minusDays(HOLDOUT_DAYS), HOLDOUT_DAYS);
      Histories histories = log.histories(window);
      FittedModel fit = FittedModel.fit(settings, window, histories, Optional.empty(), List.of());
      double[] predicted = Holdout.judge(fit.model(), window, histories).predicted();
      long before = cpuNanos();
      VersionCharts charts =
          Charts.judged(fit.model(), window, histories, Optional.empty(), predicted)
              .with(Charts.heatMap(trained.model(), histories, HOLDOUT_DAYS));
      print("the charts", run, cpuNanos() - before);
      System.out.println(ChartsJson.write(charts).length + " bytes of JSON");
    }
  }

  private static void print(String what, int run, long nanos) {
    System.out.println(
        String.format(Locale.ROOT, "run %d: %s: %.2f s of CPU", run, what, nanos / 1e9));
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
