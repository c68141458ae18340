package perennial.trainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowSummary;
import perennial.registry.testing.TestDatabase;
import perennial.trainer.TrainingProgress;
import perennial.trainer.cli.RunFitOptions;
import perennial.trainer.testing.DirtyEvents;

/** The time that the workers share is thirty days ahead for a while, and then right again. */
class JumpingClockTest {
  /** Since the deployment: windows have closed. */
  private static final Duration BASE = Duration.ofDays(8);

  private static final Map<String, String> FAST =
      Map.of(
          "PERENNIAL_WORKER_POLL_SECONDS", "1",
          "PERENNIAL_WORKER_HEARTBEAT_SECONDS", "1",
          "PERENNIAL_WORKER_SILENCE_SECONDS", "3",
          "PERENNIAL_WORKER_GRACE_MINUTES", "0");

  @TempDir Path folder;

  private static final class Jumping extends Clock {
    private volatile Duration ahead = BASE;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("instants only");
    }
  }

  /** What is measured for real, and how often. */
  private static final class Counted implements Measurements {
    private final JobMeasurements jobs;
    private final List<MonitoringWindow> measured = new CopyOnWriteArrayList<>();

    Counted(JobMeasurements jobs) {
      this.jobs = jobs;
    }

    @Override
    public void measure(String model, MonitoringWindow window) {
      jobs.measure(model, window);
      measured.add(window);
    }

    @Override
    public void measureAccuracy(String model, LocalDate asOf) {
      jobs.measureAccuracy(model, asOf);
    }

    @Override
    public void consider(String model, MonitoringWindow window) {
      jobs.consider(model, window);
    }

    @Override
    public Set<MonitoringWindow> measured(String model, Period period) {
      return jobs.measured(model, period);
    }

    @Override
    public boolean accuracyMeasured(String model, LocalDate asOf) {
      return jobs.accuracyMeasured(model, asOf);
    }

    long times(MonitoringWindow window) {
      return measured.stream().filter(window::equals).count();
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void clockJumpsThirtyDaysAndBack_everyWindowIsMeasuredWhenItClosesAndNoRunIsQueued() {
    Jumping clock = new Jumping();
    RegistryConfig config = TestDatabase.freshConfig();
    try (Database database = Database.open(config, clock);
        Handle handle = Jdbi.open(config.jdbcUrl(), config.user(), config.password())) {
      DirtyEvents.champion(database, folder);
      Counted counted = new Counted(new JobMeasurements(database, clock));
      try (Worker worker =
          Worker.start(
              WorkerConfig.from(FAST),
              database,
              counted,
              new RunFitOptions(),
              clock,
              TrainingProgress.NONE)) {
        MonitoringWindow yesterday = yesterday(clock);
        await("yesterday", () -> counted.times(yesterday) == 1 && isAtRest(handle));

        clock.ahead = BASE.plusDays(30);
        MonitoringWindow inAMonth = yesterday(clock);
        await("a day that is not over", () -> counted.times(inAMonth) == 1 && isAtRest(handle));

        clock.ahead = BASE.plusDays(2); // right again, and two days later
        await("today, and anew", () -> counted.times(yesterday.next()) == 2);
        await("tomorrow, and anew", () -> counted.times(yesterday.next().next()) == 2);
        assertEquals(1, counted.times(yesterday));
        assertEquals(1, counted.times(yesterday.previous()));
        assertTrueTimes(database, yesterday, clock);
        assertEquals(List.of(), database.trainingRuns().runs("", 0, 10));
      }
    }
  }

  /** No round is under way, which would plan the next one by the clock of its end. */
  private static boolean isAtRest(Handle handle) {
    return handle
            .createQuery("SELECT count(*) FROM scheduled_tasks WHERE picked")
            .mapTo(Integer.class)
            .one()
        == 0;
  }

  private static MonitoringWindow yesterday(Clock clock) {
    return Period.DAY.containing(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)).previous();
  }

  /** Each day that is over was measured after its end, and not in the future. */
  private static void assertTrueTimes(Database database, MonitoringWindow yesterday, Clock clock) {
    for (WindowSummary window :
        database.monitoring().windows(DirtyEvents.MODEL, Period.DAY, MonitoringStore.END, 100)) {
      if (!window.window().start().isAfter(yesterday.start().plusDays(2))) {
        assertTrue(!window.measuredAt().isAfter(clock.instant()), window::toString);
      }
    }
  }
}
