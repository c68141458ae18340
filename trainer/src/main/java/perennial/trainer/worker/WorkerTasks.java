package perennial.trainer.worker;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
  private final Clock clock;
  private final Outage outage;

  WorkerTasks(
      WorkerConfig config,
      Database database,
      WindowRounds rounds,
      WebhookDelivery webhooks,
      Clock clock,
      Outage outage) {
    this.config = config;
    this.database = database;
    this.rounds = rounds;
    this.webhooks = webhooks;
    this.clock = clock;
    this.outage = outage;
  }

  List<RecurringTask<?>> all() {
    return List.of(
        task("deliver-webhooks", config.runs().poll(), webhooks::deliverDue),
        task("recover-runs", config.silence().dividedBy(2), this::recover),
        task("schedule-retraining", Duration.ofMinutes(5), this::queueDue),
        task("measure-windows", Duration.ofMinutes(5), rounds::measureDue),
        task("measure-accuracy", Duration.ofHours(1), rounds::measureAccuracyDue),
        task("prune", Duration.ofHours(12), this::prune));
  }

  /** Work that may be interrupted. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private RecurringTask<?> task(String name, Duration every, Work work) {
    return Tasks.recurring(name, FixedDelay.of(every))
        .execute((instance, context) -> run(name, work));
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

  private void queueDue() {
    new ScheduledRetraining(database)
        .queueDue(clock.instant())
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
