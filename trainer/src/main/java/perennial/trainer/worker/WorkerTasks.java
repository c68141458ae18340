package perennial.trainer.worker;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Database;
import perennial.registry.RegistryUnavailable;
import perennial.trainer.Outage;
import perennial.trainer.retraining.ScheduledRetraining;
import perennial.trainer.webhooks.WebhookDelivery;

/** What recurs, and how often. Each task is done by one worker at a time, whichever is first. */
final class WorkerTasks {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerTasks.class);

  private final WorkerConfig config;
  private final Database database;
  private final WindowRounds rounds;
  private final WebhookDelivery webhooks;
  private final Outage outage;

  WorkerTasks(
      WorkerConfig config,
      Database database,
      WindowRounds rounds,
      WebhookDelivery webhooks,
      Outage outage) {
    this.config = config;
    this.database = database;
    this.rounds = rounds;
    this.webhooks = webhooks;
    this.outage = outage;
  }

  private record Recurring(String name, Duration every, Work work) {}

  private List<Recurring> recurring() {
    return List.of(
        new Recurring("deliver-webhooks", config.runs().poll(), webhooks::deliverDue),
        new Recurring("recover-runs", config.silence().dividedBy(2), this::recover),
        new Recurring("schedule-retraining", Duration.ofMinutes(5), this::queueDue),
        new Recurring("measure-windows", Duration.ofMinutes(5), rounds::measureDue),
        new Recurring("measure-accuracy", Duration.ofHours(1), rounds::measureAccuracyDue),
        new Recurring("prune", Duration.ofHours(12), this::prune));
  }

  List<RecurringTask<?>> all() {
    List<RecurringTask<?>> tasks = new ArrayList<>();
    recurring().forEach(recurring -> tasks.add(task(recurring)));
    return tasks;
  }

  /** How long each waits after its end. */
  Map<String, Duration> periods() {
    return recurring().stream().collect(Collectors.toMap(Recurring::name, Recurring::every));
  }

  /** Work that may be interrupted. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private RecurringTask<?> task(Recurring recurring) {
    return Tasks.recurring(recurring.name(), FixedDelay.of(recurring.every()))
        .execute((instance, context) -> run(recurring.name(), recurring.work()));
  }

  /** A failure is logged here, once; the scheduler is told so that it counts it. */
  private void run(String name, Work work) {
    try {
      work.run();
      outage.answered();
    } catch (RegistryUnavailable e) {
      outage.missed(e);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} failed; it will be tried again", name, e);
      throw e;
    }
  }

  private void recover() {
    database
        .trainingRuns()
        .recover(config.silence())
        .forEach(run ->
            LOG.warn(
                "run {} of {} lost its worker and is now {}", run.id(), run.model(), run.state()));
  }

  /** By the database's time, which runs are dated by. */
  private void queueDue() {
    new ScheduledRetraining(database)
        .queueDue(database.time().instant())
        .forEach(
            run -> LOG.info("run {} of {} was queued: {}", run.id(), run.model(), run.reason()));
  }

  private void prune() {
    int forgotten = database.webhooks().prune(config.keepDeliveries());
    if (forgotten > 0) {
      LOG.info("{} old webhook deliveries were forgotten", forgotten);
    }
  }
}
