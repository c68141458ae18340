package perennial.deploy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import perennial.admin.AdminConfig;
import perennial.admin.AdminUi;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.NewDeployment;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.embedded.EphemeralPostgres;
import perennial.registry.monitoring.WindowReport;
import perennial.registry.testing.LargeRegistry;
import perennial.simulation.SimulationSettings;
import perennial.trainer.SimulatedLog;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;
import perennial.trainer.monitoring.WindowJob;

/**
 * Prints how long a window and the pages take with very much in the database: {@code mvn
 * -Pscale-bench -Dquick -pl deploy -am test}. Arguments: versions, customers, predictions (1000,
 * 1000000, 10000000).
 */
final class ScaleBench {
  private static final String MODEL = "retail";
  private static final int WARM_UP = 15;
  private static final int ROUNDS = 60;
  private static final int WINDOWS = 104;
  private static final double P95 = .95;
  private static final double MILLIS = 1e6;
  private static final long MIB = 1 << 20;

  private ScaleBench() {}

  public static void main(String[] args) throws Exception {
    int versions = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int customers = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    long predictions = args.length > 2 ? Long.parseLong(args[2]) : 10_000_000;
    Path folder = Files.createTempDirectory("perennial-scale-");
    Clock clock = Clock.systemUTC();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    MonitoringWindow week = Period.WEEK.containing(today).previous();
    try (EmbeddedPostgres postgres = EphemeralPostgres.start(folder.resolve("database"));
        Database database = Database.open(postgres.config(), clock)) {
      var unused = database.migrate();
      train(database, clock, folder);
      try (LargeRegistry large = LargeRegistry.of(postgres.config(), MODEL)) {
        timed("%,d versions".formatted(versions), () -> large.versions(versions));
        timed(
            "%,d customers, %,d events".formatted(customers, 3L * customers),
            () -> large.customers(customers, today.minusDays(1)));
        timed(
            "%,d logged predictions".formatted(predictions),
            () -> large.predictions(predictions, customers, week.start()));
        timed("statistics of the planner", large::analyze);
      }
      window(database, clock, week);
      pages(database, clock);
    }
    System.exit(0);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private static void timed(String what, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    System.out.printf(
        Locale.ROOT, "%-60s %8.1f s%n", what, (System.nanoTime() - start) / MILLIS / 1000);
  }

  private static void train(Database database, Clock clock, Path folder) {
    Path file = folder.resolve("transactions.csv");
    long unused =
        SimulatedLog.write(
            new SimulationSettings(
                1,
                20_000,
                LocalDate.of(2024, 1, 1),
                365,
                730,
                new MbgNbd(.525, 6.183, .891, 1.614),
                new GammaGamma(6.25, 3.74, 15.44),
                TimeUnit.WEEK),
            file);
    var registered =
        new Training(clock, TrainingProgress.NONE)
            .trainAndRegister(
                TrainingSettings.of(file.toString()).withHoldoutDays(120),
                MODEL,
                "bench",
                database.registry());
    var deployed =
        database
            .registry()
            .deploy(
                NewDeployment.champion(
                    MODEL, registered.version().orElseThrow().version(), 0, "bench", "first"));
  }

  private static void window(Database database, Clock clock, MonitoringWindow week)
      throws Exception {
    WindowJob job = new WindowJob(database, MonitoringSettings.DEFAULT, clock);
    timed(
        "a window of all of them, measured",
        () -> {
          var watched = job.run(MODEL, week).orElseThrow();
          System.out.printf(
              Locale.ROOT,
              "  %,d predictions, %,d customers, %d measures%n",
              watched.report().predictions(),
              watched.report().customers(),
              watched.report().measures().size());
        });
    System.out.printf(Locale.ROOT, "  heap at its peak, garbage included: %d MiB%n", peakMib());
    WindowReport report = database.monitoring().window(MODEL, week).orElseThrow();
    timed(
        WINDOWS + " earlier windows saved",
        () -> {
          MonitoringWindow past = week;
          for (int i = 0; i < WINDOWS; i++) {
            past = past.previous();
            database
                .monitoring()
                .save(
                    new WindowReport(
                        report.model(),
                        report.version(),
                        past,
                        report.measuredAt(),
                        report.predictions(),
                        report.customers(),
                        report.measures(),
                        report.mix(),
                        report.calibration(),
                        report.quality()));
          }
        });
  }

  private static void pages(Database database, Clock clock) throws Exception {
    String password = database.accounts().issuePassword("admin", "bench");
    AdminConfig config = AdminConfig.defaults().at("127.0.0.1", 0);
    try (AdminUi admin = AdminUi.start(config, database, clock);
        SignedInBrowser browser = new SignedInBrowser(admin.port(), password)) {
      System.out.printf(Locale.ROOT, "%n%-60s %8s %8s%n", "page", "p50 ms", "p95 ms");
      for (String path :
          List.of(
              "/",
              "/models",
              "/models/retail",
              "/models/retail/versions/1",
              "/models/retail/versions/500",
              "/models/retail/compare?a=1&b=2",
              "/models/retail/promote?version=2",
              "/models/retail/rollback",
              "/models/retail/drift",
              "/models/retail/drift/feature?feature=mean_spend",
              "/models/retail/accuracy",
              "/alerts",
              "/training",
              "/customers?id=C0500000",
              "/customers/events?id=C0500000",
              "/customers/predictions?id=C0500000",
              "/playground",
              "/audit",
              "/settings/users",
              "/settings/keys",
              "/settings/webhooks")) {
        page(browser, path);
      }
    }
  }

  private static void page(SignedInBrowser browser, String path) {
    try {
      double[] millis = new double[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        long start = System.nanoTime();
        String unused = browser.page(path);
        if (i >= 0) {
          millis[i] = (System.nanoTime() - start) / MILLIS;
        }
      }
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "%-60s %8.1f %8.1f%n",
          path,
          millis[ROUNDS / 2],
          millis[(int) (P95 * ROUNDS)]);
    } catch (IOException | InterruptedException | AssertionError e) {
      System.out.printf(Locale.ROOT, "%-60s %s%n", path, e.getMessage());
    }
  }

  /** Heap in use at its peak since the start, garbage included. */
  private static long peakMib() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / MIB;
  }
}
