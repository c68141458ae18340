package perennial.registry.ledger;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.embedded.EmbeddedPostgres;

/**
 * Events a second that the ledger records, in batches of 100 by 8 writers, into a durable database
 * of its own: {@code LedgerBench [customers [seconds [?options]]]}. No test; run by its name.
 */
final class LedgerBench {
  private static final int WRITERS = 8;
  private static final int BATCH = 100;
  private static final EventType[] MIX = {
    EventType.PURCHASE,
    EventType.PURCHASE,
    EventType.PURCHASE,
    EventType.VISIT,
    EventType.VISIT,
    EventType.LOGIN,
    EventType.FEATURE_USE,
    EventType.ADD_TO_CART,
    EventType.RETURN,
    EventType.SUPPORT_TICKET
  };

  private LedgerBench() {}

  static void main(String[] arguments) throws Exception {
    int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    Path folder = Files.createTempDirectory("perennial-bench-");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder);
        Database db =
            Database.open(
                with(server.config(), WRITERS + 2, arguments.length > 2 ? arguments[2] : ""),
                Clock.systemUTC());
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS)) {
      db.migrate();
      db.ledger().settle(new LedgerTerms(ZoneOffset.UTC, "EUR"));
      write(db, executor, customers, Duration.ofSeconds(5));
      long cpu = cpuNanos() + postgresNanos(folder);
      long jvm = cpuNanos();
      long start = System.nanoTime();
      long events = write(db, executor, customers, Duration.ofSeconds(seconds));
      double wall = (System.nanoTime() - start) / 1e9;
      double own = (cpuNanos() + postgresNanos(folder) - cpu) / 1e9;
      System.out.printf(
          "%,d events in %.1f s: %,.0f events/s; CPU %.1f s, %.1f s of them this program"
              + " (%.0f us an event, %.2f cores)%n",
          events,
          wall,
          events / wall,
          own,
          (cpuNanos() - jvm) / 1e9,
          1e6 * own / events,
          own / wall);
    }
  }

  private static RegistryConfig with(RegistryConfig config, int connections, String options) {
    return new RegistryConfig(
        config.jdbcUrl() + options, config.user(), config.password(), connections);
  }

  private static long write(Database db, ExecutorService executor, int customers, Duration duration)
      throws Exception {
    long end = System.nanoTime() + duration.toNanos();
    List<Future<Long>> writers = new ArrayList<>();
    for (int w = 0; w < WRITERS; w++) {
      long seed = System.nanoTime() + w;
      writers.add(
          executor.submit(() -> {
            Random random = new Random(seed);
            long recorded = 0;
            while (System.nanoTime() < end) {
              recorded += db.ledger().record(batch(random, customers)).recorded();
            }
            return recorded;
          }));
    }
    long events = 0;
    for (Future<Long> writer : writers) {
      events += writer.get();
    }
    return events;
  }

  private static List<CustomerEvent> batch(Random random, int customers) {
    List<CustomerEvent> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      EventType type = MIX[random.nextInt(MIX.length)];
      batch.add(
          new CustomerEvent(
              "event-%016x".formatted(random.nextLong()),
              "customer-%07d".formatted(random.nextInt(customers)),
              Instant.ofEpochSecond(1_700_000_000L + random.nextInt(60_000_000)),
              type,
              type.hasAmount()
                  ? BigDecimal.valueOf(1 + random.nextInt(10_000), 2)
                  : BigDecimal.ZERO,
              type.hasAmount() ? "EUR" : "",
              type.isPurchase() || type == EventType.RETURN ? "o" + random.nextInt(20) : "",
              Attributes.NONE,
              ""));
    }
    return batch;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Of the database's processes, as far as they live. */
  private static long postgresNanos(Path folder) throws IOException {
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("cluster/postmaster.pid")).getFirst());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    try (Stream<ProcessHandle> all =
        Stream.concat(Stream.of(postmaster), postmaster.descendants())) {
      return all.mapToLong(p -> p.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
          .sum();
    }
  }
}
