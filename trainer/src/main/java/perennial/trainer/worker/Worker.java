package perennial.trainer.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import perennial.registry.Database;
import perennial.registry.scheduling.SharedSchedule;
import perennial.trainer.Outage;
import perennial.trainer.TrainingProgress;
import perennial.trainer.retraining.RunLoop;
import perennial.trainer.retraining.RunSettings;
import perennial.trainer.webhooks.WebhookDelivery;

/** The running worker. The database is the caller's; it may be away at any time. */
public final class Worker implements AutoCloseable {
  private static final int THREADS = 4;
  private static final double LOWER = 0.5;
  private static final double UPPER = 1.0;

  private final Scheduler scheduler;
  private final SharedSchedule schedule;
  private final RunLoop runs;
  private final WebhookDelivery webhooks;
  private final Punctuality punctuality;
  private final Thread starting;

  private Worker(
      Scheduler scheduler,
      SharedSchedule schedule,
      Punctuality punctuality,
      RunLoop runs,
      WebhookDelivery webhooks) {
    this.scheduler = scheduler;
    this.schedule = schedule;
    this.punctuality = punctuality;
    this.runs = runs;
    this.webhooks = webhooks;
    // Starting waits for the database.
    this.starting = Thread.ofPlatform().name("scheduler-start").start(scheduler::start);
  }

  /**
   * Starts everything.
   *
   * @param clock that all workers share, usually {@link Database#time}
   * @param also hears every step of every training run
   */
  public static Worker start(
      WorkerConfig config,
      Database database,
      Measurements measurements,
      RunSettings settings,
      Clock clock,
      TrainingProgress also) {
    Outage outage = new Outage();
    String name = name(config);
    WebhookDelivery webhooks =
        new WebhookDelivery(database.webhooks(), config.webhooks(), clock, new SecureRandom());
    WindowRounds rounds = new WindowRounds(database, measurements, config, clock);
    WorkerTasks tasks = new WorkerTasks(config, database, rounds, webhooks, outage);
    SharedSchedule schedule = database.schedule(config.runs().poll(), outage);
    Scheduler scheduler = scheduler(schedule, tasks.all(), name, config, clock);
    return new Worker(
        scheduler,
        schedule,
        new Punctuality(
            schedule,
            tasks.periods(),
            config.silence().dividedBy(2),
            scheduler::triggerCheckForDueExecutions,
            clock,
            outage),
        RunLoop.start(database, settings, config.gates(), clock, name, config.runs(), outage, also),
        webhooks);
  }

  private static Scheduler scheduler(
      SharedSchedule schedule,
      List<RecurringTask<?>> tasks,
      String name,
      WorkerConfig config,
      Clock clock) {
    return schedule
        .scheduler()
        .startTasks(tasks)
        .schedulerName(new SchedulerName.Fixed(name))
        .threads(THREADS)
        .pollingInterval(min(config.runs().poll(), Duration.ofSeconds(10)))
        .pollUsingLockAndFetch(LOWER, UPPER)
        .heartbeatInterval(config.runs().heartbeat())
        .shutdownMaxWait(config.runs().drain())
        .failureLogging(LogLevel.OFF, false) // the tasks log their failures
        .clock(clock::instant)
        .build();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** New with every start, so that a worker is told from its own earlier self. */
  private static String name(WorkerConfig config) {
    String base =
        config.name().isEmpty()
            ? "%s:%d".formatted(host(), ProcessHandle.current().pid())
            : config.name();
    return base + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unnamed";
    }
  }

  /** Hands the run that is under way back to the queue, and ends what recurs. */
  @Override
  public void close() {
    runs.close();
    punctuality.close();
    schedule.close();
    starting.interrupt();
    scheduler.stop();
    webhooks.close();
  }
}
