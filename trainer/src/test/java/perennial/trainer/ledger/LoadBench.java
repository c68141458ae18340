package perennial.trainer.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.ledger.LedgerTerms;
import perennial.trainer.transactions.Columns;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LedgerSource;
import perennial.trainer.transactions.LogFormat;
import perennial.trainer.transactions.ReadProgress;

/**
 * Time to bring a log into a durable ledger of its own, to try that again, and to read the ledger
 * for training: {@code LoadBench FILE [?options]} with columns customer, date, amount, order. No
 * test; run by its name.
 */
final class LoadBench {
  private static final long NANOS_PER_TICK = 10_000_000;

  private LoadBench() {}

  static void main(String[] arguments) throws Exception {
    InputFiles files = new InputFiles(List.of(Path.of(arguments[0])));
    Columns columns =
        new Columns("customer", "date", new Columns.Amount("amount"), Optional.of("order"));
    LogFormat format = new LogFormat(columns, Optional.empty(), LogFormat.DEFAULT.zone());
    Path folder = Files.createTempDirectory("perennial-bench-");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder);
        Database db = Database.open(with(server.config(), arguments), Clock.systemUTC())) {
      db.migrate();
      LedgerTerms terms = db.ledger().settle(new LedgerTerms(format.zone(), "EUR"));
      for (String step : List.of("load", "load again")) {
        timed(
            step,
            folder,
            () -> {
              try (LedgerLoad load =
                  LedgerLoad.read(
                      files, format, "2GB", terms, Clock.systemUTC(), LoadBench::tell)) {
                return load.into(db.bulkLedger());
              }
            });
      }
      timed(
          "read for training",
          folder,
          () -> {
            new LedgerSource(db.bulkLedger(), terms.timeZone())
                .read(format, "2GB", ReadProgress.NONE)
                .close();
            return "";
          });
      timed(
          "count cohorts",
          folder,
          () -> {
            db.ledger().refreshCohorts(Clock.systemUTC().instant());
            return "";
          });
    }
  }

  private static RegistryConfig with(RegistryConfig config, String[] arguments) {
    return arguments.length < 2
        ? config
        : new RegistryConfig(config.jdbcUrl() + arguments[1], config.user(), config.password(), 10);
  }

  private static void tell(String step, long done, long total) {
    if (done == total) {
      System.out.printf("%s %d of %d%n", step, done, total);
    }
  }

  private interface Work {
    Object run();
  }

  private static void timed(String step, Path folder, Work work) throws IOException {
    long cpu = cpuNanos(folder);
    long own = ownNanos();
    long start = System.nanoTime();
    Object result = work.run();
    double wall = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s: %.1f s, CPU %.1f s, %.1f s of them this program; heap %d MB; %s%n",
        step,
        wall,
        (cpuNanos(folder) - cpu) / 1e9,
        (ownNanos() - own) / 1e9,
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
        result);
  }

  private static long ownNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** Of this program and of the database's processes, those that have ended too. Linux only. */
  private static long cpuNanos(Path folder) throws IOException {
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("cluster/postmaster.pid")).getFirst());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    try (Stream<ProcessHandle> children = postmaster.descendants()) {
      return ownNanos()
          + ticks(postmaster, 4) * NANOS_PER_TICK
          + children.mapToLong(child -> ticks(child, 2) * NANOS_PER_TICK).sum();
    }
  }

  /**
   * @param fields 2 for the process, 4 with its ended children
   */
  private static long ticks(ProcessHandle process, int fields) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return IntStream.range(11, 11 + fields).mapToLong(i -> Long.parseLong(values[i])).sum();
    } catch (IOException e) {
      return 0; // it has just ended, and counts for its parent
    }
  }
}
