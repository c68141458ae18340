package perennial.admin.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import perennial.admin.testing.SampleReports.Shape;
import perennial.registry.Accounts;
import perennial.registry.AuditLog;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import perennial.registry.ServingReport;
import perennial.registry.predictionlog.Traffic;

/**
 * Three models: {@code retail} with five versions, a roll back and a challenger; {@code
 * first-purchase} that one of two servers could not load; {@code wholesale}, never deployed.
 */
public final class Sample {
  public static final Instant NOW = Instant.parse("2026-11-22T20:14:00Z");
  private static final LocalDate END = LocalDate.of(2026, 11, 14);

  private final ModelRegistry registry;
  private final SettableClock clock;

  private Sample(ModelRegistry registry, SettableClock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** A registry with its audit and accounts, all in memory. */
  public record World(
      SettableClock clock,
      FakeRegistry registry,
      FakeAudit audit,
      FakeAccounts accounts,
      FakeUsers users,
      FakeWebhooks webhooks,
      FakeLedger ledger,
      FakePredictionLog predictions,
      FakeRecentTraffic traffic,
      FakeMonitoring monitoring,
      FakeAlerts alerts,
      FakeTrainingRuns runs) {
    public static World empty() {
      SettableClock clock = new SettableClock(NOW);
      FakeAudit audit = new FakeAudit(clock);
      FakeRegistry registry = new FakeRegistry(audit, clock);
      FakeAccounts accounts = new FakeAccounts(registry, audit, clock);
      return new World(
          clock,
          registry,
          audit,
          accounts,
          new FakeUsers(accounts, audit),
          new FakeWebhooks(audit, clock),
          new FakeLedger(audit, clock),
          new FakePredictionLog(),
          new FakeRecentTraffic(),
          new FakeMonitoring(registry),
          new FakeAlerts(registry, audit, clock),
          new FakeTrainingRuns(registry, audit, clock));
    }

    public static World filled() {
      World world = empty();
      fill(world.registry(), world.clock(), world.audit(), world.accounts());
      return world;
    }

    /** Filled, and watched by a worker for some weeks. */
    public static World watched() {
      World world = filled();
      SampleWatch.fill(world.monitoring(), world.clock());
      SampleWork.fill(world.clock(), world.alerts(), world.runs());
      world.traffic().set(Sample.askedOften());
      return world;
    }
  }

  /** One in ten is logged; a second's worth of failures lies in it. */
  private static Traffic askedOften() {
    Instant until = NOW.minusSeconds(5);
    return new Traffic(
        "retail",
        until.minusSeconds(180),
        until,
        2_000,
        0,
        19_892,
        12,
        "UNAVAILABLE",
        OptionalLong.of(1_904));
  }

  /** Fills a registry, moving the clock from weeks ago to {@link #NOW}. */
  public static void fill(
      ModelRegistry registry, SettableClock clock, AuditLog audit, Accounts accounts) {
    Sample sample = new Sample(registry, clock);
    sample.retail();
    sample.firstPurchase();
    clock.set(NOW.minus(Duration.ofDays(2)));
    sample.register("wholesale", shape(.02, END, 148, .9120, .09));
    clock.set(NOW);
    sample.reports();
  }

  private static Shape shape(double shift, LocalDate end, long customers, double mae, double off) {
    return new Shape(shift, end, customers, 91, mae, off, true);
  }

  /** As trained by an older software. */
  private static Shape old(double shift, LocalDate end, long customers, double mae, double off) {
    return new Shape(shift, end, customers, 91, mae, off, false);
  }

  private void retail() {
    ago(33);
    register("retail", old(-.08, END.minusDays(28), 4198, .7961, -.131));
    deploy("retail", 1, 0, "First model of the shop");
    ago(24);
    register("retail", shape(-.02, END.minusDays(14), 4270, .7790, -.112));
    deploy("retail", 2, 1, "Two weeks more data, error down by 2 %");
    ago(15);
    register("retail", shape(.11, END, 4339, .7702, -.094));
    deploy("retail", 3, 2, "Fitted to the whole season");
    ago(14);
    deploy("retail", 2, 3, "Marketing saw scores jump: going back until we know why");
    ago(11);
    deploy("retail", 3, 4, "The jump was the season, not the model");
    ago(4);
    register("retail", shape(.04, END, 4339, .7648, -.052));
    registry.deploy(
        new NewDeployment(
            "retail",
            3,
            OptionalLong.of(4),
            .10,
            OptionalLong.empty(),
            5,
            "maria",
            "Try the shorter spend window on a tenth"));
    clock.set(NOW.minus(Duration.ofHours(2)));
    register("retail", shape(.05, END, 4339, .7611, -.021));
  }

  private void firstPurchase() {
    ago(20);
    register("first-purchase", old(.3, END.minusDays(21), 961, .4110, .041));
    deploy("first-purchase", 1, 0, "Values customers at their first order");
    clock.set(NOW.minus(Duration.ofMinutes(19)));
    register("first-purchase", shape(.28, END, 1014, .4021, .018));
    deploy("first-purchase", 2, 1, "Monthly refresh");
  }

  private void ago(int days) {
    clock.set(NOW.minus(Duration.ofDays(days)).minus(Duration.ofMinutes(37L * days)));
  }

  private void register(String model, Shape shape) {
    registry.register(
        SampleReports.version(model, shape, "trainer", clock.instant().minusSeconds(9)));
    clock.advance(Duration.ofMinutes(11));
  }

  private void deploy(String model, long version, long expected, String reason) {
    registry.deploy(NewDeployment.champion(model, version, expected, "maria", reason));
  }

  private void reports() {
    report("serve-a", "retail", 6, 3, ServingReport.State.READY, "");
    report("serve-b", "retail", 6, 3, ServingReport.State.READY, "");
    report("serve-a", "first-purchase", 2, 2, ServingReport.State.READY, "");
    report(
        "serve-b",
        "first-purchase",
        2,
        1,
        ServingReport.State.FAILED,
        "golden prediction 12 of 64 differs: expected 1.2626, got 1.2619");
  }

  private void report(
      String server,
      String model,
      long sequence,
      long version,
      ServingReport.State state,
      String why) {
    registry.report(
        new ServingReport(server, model, sequence, version, state, why, NOW.minusSeconds(3)));
  }
}
