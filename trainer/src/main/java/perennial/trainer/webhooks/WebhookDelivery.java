package perennial.trainer.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhooks;

/**
 * Delivers what is due in the outbox. A message is leased for longer than an attempt can take, so
 * that two workers do not send it at once; a worker that ends between sending and saying so sends
 * it twice, under the same id.
 */
public final class WebhookDelivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
  private static final int AT_ONCE = 20;

  /**
   * @param timeout of looking up a receiver's name, and again of its answer
   * @param attempts the most of one message
   * @param firstRetry after the first failed attempt; later ones take three times as long each
   * @param privateAllowed whether messages may go to private addresses
   */
  public record Settings(
      Duration timeout, int attempts, Duration firstRetry, boolean privateAllowed) {}

  private final Webhooks webhooks;
  private final Sender sender;
  private final RetrySchedule schedule;
  private final Duration lease;
  private final RandomGenerator random;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public WebhookDelivery(
      Webhooks webhooks, Settings settings, Clock clock, RandomGenerator random) {
    this.webhooks = webhooks;
    this.sender = new Sender(new AddressRule(settings.privateAllowed()), settings.timeout(), clock);
    this.schedule = new RetrySchedule(settings.attempts(), settings.firstRetry());
    this.lease = settings.timeout().multipliedBy(3).plusSeconds(30);
    this.random = random;
  }

  /**
   * Sends what is due, until nothing is.
   *
   * @return how many messages were tried
   */
  public int deliverDue() throws InterruptedException {
    int tried = 0;
    for (List<Webhooks.Due> due = webhooks.due(AT_ONCE, lease);
        !due.isEmpty();
        due = webhooks.due(AT_ONCE, lease)) {
      List<Future<Sender.Answer>> answers =
          due.stream().map(one -> threads.submit(() -> sender.send(one))).toList();
      for (int i = 0; i < due.size(); i++) {
        write(due.get(i).delivery(), answers.get(i));
      }
      tried += due.size();
    }
    return tried;
  }

  private void write(Delivery delivery, Future<Sender.Answer> sent) throws InterruptedException {
    Sender.Answer answer;
    try {
      answer = sent.get();
    } catch (ExecutionException e) {
      LOG.error("message {} could not be sent", delivery.messageId(), e.getCause());
      answer = new Sender.Answer(0, String.valueOf(e.getCause()), true);
    }
    if (answer.taken()) {
      webhooks.delivered(delivery.id(), answer.status());
      return;
    }
    Optional<Duration> retry =
        answer.worthRetrying() ? schedule.next(delivery.attempts(), random) : Optional.empty();
    if (retry.isEmpty()) {
      LOG.warn(
          "message {} ({}) to webhook {} is given up after {} attempts: {}",
          delivery.messageId(),
          delivery.event(),
          delivery.webhook(),
          delivery.attempts(),
          answer.detail());
    }
    webhooks.failed(delivery.id(), answer.status(), answer.detail(), retry);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    sender.close();
  }
}
