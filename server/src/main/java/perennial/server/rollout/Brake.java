package perennial.server.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.Deployment;
import perennial.registry.DeploymentConflict;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import perennial.server.serving.Arm;
import perennial.server.serving.ServedModel;

/**
 * Takes its share from a challenger that fails, is slow or predicts something else than the
 * champion. This process stops to send customers to it at once, and after a restart too; then a
 * deployment with share 0 is appended for all, as soon as the registry answers, unless somebody
 * else deployed meanwhile.
 */
public final class Brake implements AutoCloseable {
  /** Who deploys, in the audit. */
  public static final String ACTOR = "brake";

  private static final Logger log = LoggerFactory.getLogger(Brake.class);
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY = Duration.ofSeconds(30);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  /**
   * What a challenger may do. A limit of 0 is not watched.
   *
   * @param minAnswers customers that the challenger answered, and for latencies the champion too,
   *     before anything is judged
   * @param window over which it is judged
   * @param errors failed answers, as a share above the champion's
   * @param latency p99, as a multiple of the champion's
   * @param shift of the mean CLV on the same inputs, as a share of the champion's
   */
  public record Limits(
      int minAnswers, Duration window, double errors, double latency, double shift) {}

  /**
   * An arm answered a customer, or could not.
   *
   * @param nanos that it took
   */
  public record Answered(String customerId, Arm arm, boolean error, long nanos) {}

  private final ModelRegistry registry;
  private final Limits limits;
  private final Clock clock;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Stops stops;
  private final Map<String, Pending> pending = new HashMap<>(); // only touched by the thread
  private final LongAdder brakings = new LongAdder();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private record Pending(NewDeployment wanted, Instant tryAt, Duration pause) {}

  /**
   * @param stops what an earlier process stopped and could not deploy is deployed by this one
   */
  Brake(ModelRegistry registry, Limits limits, Stops stops, Clock clock) {
    this.registry = registry;
    this.limits = limits;
    this.stops = stops;
    stops
        .pending()
        .forEach(
            wanted -> pending.put(wanted.model(), new Pending(wanted, clock.instant(), CHECK)));
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("perennial-brake").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Whether this deployment's challenger was stopped here. Lifted by any newer deployment. */
  boolean stopped(ServedModel served) {
    return stops.holds(served.deployment());
  }

  /** An arm answered, or could not. */
  void answered(ServedModel served, Answered answer) {
    if (served.challenger().isPresent() && served.deployment().challengerShare() > 0) {
      Watch watch = watch(served);
      if (watch.isOf(served)) {
        watch.add(answer);
      }
    } else {
      endOlder(served);
    }
  }

  /** A challenger of an older deployment answers nobody any more. */
  private void endOlder(ServedModel served) {
    @Nullable Watch watch = watches.get(served.name());
    if (watch != null && watch.isOlderThan(served)) {
      watch.end();
    }
  }

  /** Both versions scored the same input of this customer. */
  void compared(ServedModel served, String customerId, double championClv, double challengerClv) {
    Watch watch = watch(served);
    if (watch.isOf(served)) {
      watch.compared(customerId, championClv, challengerClv);
    }
  }

  /** How often it stopped a challenger here. */
  long brakings() {
    return brakings.sum();
  }

  /** The figures of this deployment, or of a newer one for a request that began before the swap. */
  private Watch watch(ServedModel served) {
    @Nullable Watch watch = watches.get(served.name());
    return watch != null && !watch.isOlderThan(served)
        ? watch
        : watches.compute(
            served.name(),
            (name, known) ->
                known != null && !known.isOlderThan(served)
                    ? known
                    : new Watch(served, limits, clock.instant()));
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    if (!Threads.ended(thread, CLOSE_PATIENCE)) {
      log.warn("the brake still waits for the registry; it is left to end by itself");
    }
  }

  private void run() {
    try {
      while (!closing.await(CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          check();
        } catch (RuntimeException | Error e) { // without this thread nobody would watch any more
          log.error("watching challengers failed", e);
        }
      }
    } catch (InterruptedException e) {
      log.debug("the brake was told to stop");
    }
  }

  /** Judges every challenger, and deploys what waits to be deployed. */
  void check() {
    Instant now = clock.instant();
    for (Watch watch : List.copyOf(watches.values())) {
      if (!watch.hasEnded() && !stopped(watch.served())) {
        watch.verdict(now).ifPresent(why -> stop(watch.served(), why, now));
      }
    }
    for (Pending next : List.copyOf(pending.values())) {
      if (!now.isBefore(next.tryAt())) {
        deploy(next, now);
      }
    }
  }

  private void stop(ServedModel served, String why, Instant now) {
    Deployment live = served.deployment();
    brakings.increment();
    String reason = "challenger v%d: %s".formatted(live.challengerVersion().getAsLong(), why);
    log.warn("the challenger of {} answers nobody here any more: {}", live.model(), reason);
    NewDeployment wanted =
        new NewDeployment(
            live.model(),
            live.championVersion(),
            live.challengerVersion(),
            0,
            live.shadowVersion(),
            live.sequence(),
            ACTOR,
            reason);
    stops.add(wanted);
    pending.put(live.model(), new Pending(wanted, now, CHECK));
  }

  private void deploy(Pending next, Instant now) {
    NewDeployment wanted = next.wanted();
    try {
      Deployment done = registry.deploy(wanted);
      over(wanted);
      log.warn("{} is at deployment {}, without share", wanted.model(), done.sequence());
    } catch (DeploymentConflict e) {
      over(wanted);
      log.info("somebody else acted first: {}", e.getMessage());
    } catch (RuntimeException e) {
      Duration pause = next.pause();
      pending.put(wanted.model(), new Pending(wanted, now.plus(pause), min(pause.multipliedBy(2))));
      if (pause.equals(CHECK)) { // an outage is one line
        log.warn("the challenger of {} is stopped here only, for now", wanted.model(), e);
      }
    }
  }

  private void over(NewDeployment wanted) {
    pending.remove(wanted.model());
    stops.deployed(wanted);
  }

  private static Duration min(Duration pause) {
    return pause.compareTo(MAX_RETRY) < 0 ? pause : MAX_RETRY;
  }
}
