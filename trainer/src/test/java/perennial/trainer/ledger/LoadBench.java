package perennial.trainer.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import perennial.registry.Database;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.ledger.LedgerTerms;
import perennial.trainer.transactions.Columns;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LedgerSource;
import perennial.trainer.transactions.LogFormat;
import perennial.trainer.transactions.ReadProgress;

/**
 * Time to bring a log into a durable ledger of its own, to try that again, and to read the ledger
 * for training: {@code LoadBench FILE} with columns customer, date, amount, order. No test; run by
 * its name.
 */
final class LoadBench {
  private LoadBench() {}

  static void main(String[] arguments) throws Exception {
    InputFiles files = new InputFiles(List.of(Path.of(arguments[0])));
    Columns columns =
        new Columns("customer", "date", new Columns.Amount("amount"), Optional.of("order"));
    LogFormat format = new LogFormat(columns, Optional.empty(), LogFormat.DEFAULT.zone());
    Path folder = Files.createTempDirectory("perennial-bench-");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder);
        Database db = Database.open(server.config(), Clock.systemUTC())) {
      db.migrate();
      LedgerTerms terms = db.ledger().settle(new LedgerTerms(format.zone(), "EUR"));
      for (String step : List.of("load", "load again")) {
        timed(
            step,
            folder,
            () ->
                LedgerLoad.load(
                    files,
                    format,
                    "2GB",
                    db.bulkLedger(),
                    terms,
                    Clock.systemUTC(),
                    LoadBench::tell));
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

  private static void tell(String step, long done, long total) {
    if (done % 32 == 0) {
      System.out.printf("%s %d of %d%n", step, done, total);
    }
  }

  private interface Work {
    Object run();
  }

  private static void timed(String step, Path folder, Work work) throws IOException {
    long cpu = cpuNanos(folder);
    long start = System.nanoTime();
    Object result = work.run();
    double wall = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s: %.1f s, CPU %.1f s; heap %d MB; %s%n",
        step,
        wall,
        (cpuNanos(folder) - cpu) / 1e9,
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
        result);
  }

  /** Of this program and of the database's processes that live. */
  private static long cpuNanos(Path folder) throws IOException {
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("cluster/postmaster.pid")).getFirst());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    Stream<ProcessHandle> own = Stream.of(ProcessHandle.current(), postmaster);
    try (Stream<ProcessHandle> all = Stream.concat(own, postmaster.descendants())) {
      return all.mapToLong(p -> p.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
          .sum();
    }
  }
}
