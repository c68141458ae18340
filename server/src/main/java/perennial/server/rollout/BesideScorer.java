package perennial.server.rollout;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.model.CustomerHistory;
import perennial.model.Prediction;
import perennial.model.ValueTerms;
import perennial.server.serving.Answer;
import perennial.server.serving.Arm;
import perennial.server.serving.Asked;
import perennial.server.serving.ServedVersion;
import perennial.server.serving.Source;

/**
 * Scores answered requests again, in one thread of its own: by the shadow, for the log; and, what a
 * challenger answered, by the champion, for the brake. Each on the very input that was answered.
 * What comes while too much waits is dropped and counted.
 */
final class BesideScorer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BesideScorer.class);
  private static final int CAPACITY = 1_000;
  private static final int BATCH = 100;
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final PredictionRecorder recorder;
  private final Brake brake;
  private final Function<Throwable, String> statusOf;
  private final Clock clock;
  private final BoundedQueue<Job> queue = new BoundedQueue<>(CAPACITY);
  private final LongAdder shadowed = new LongAdder();
  private final Thread thread;
  private volatile boolean closing;

  private record Job(Asked asked, Answer answer) {}

  BesideScorer(
      PredictionRecorder recorder, Brake brake, Function<Throwable, String> statusOf, Clock clock) {
    this.recorder = recorder;
    this.brake = brake;
    this.statusOf = statusOf;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("perennial-beside").daemon().unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** Scores later what there is to score; never waits. */
  void offer(Asked asked, Answer answer) {
    boolean shadow = asked.served().shadow().isPresent() && answer.id().isPresent();
    boolean compare = answer.arm() == Arm.CHALLENGER;
    if (answer.source() == Source.INDIVIDUAL
        && (shadow || compare)
        && queue.offer(new Job(asked, answer)) == 1) {
      LockSupport.unpark(thread);
    }
  }

  /** Answers that the shadow scored too. */
  long shadowed() {
    return shadowed.sum();
  }

  /** Answers that nobody scored again: too many waited. */
  long dropped() {
    return queue.dropped();
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    if (!Threads.ended(thread, CLOSE_PATIENCE)) {
      log.warn("{} answers were not scored by the shadow", queue.size());
    }
  }

  private void work() {
    while (!closing || queue.size() > 0) {
      if (queue.size() == 0) {
        LockSupport.park(this);
      }
      queue.take(BATCH).forEach(this::guarded);
    }
  }

  private void guarded(Job job) {
    try {
      score(job);
    } catch (RuntimeException | Error e) { // without this thread nothing would be scored any more
      log.error("scoring an answer again failed", e);
    }
  }

  private void score(Job job) {
    Optional<ServedVersion> shadow = job.asked().served().shadow();
    if (shadow.isPresent() && job.answer().id().isPresent()) {
      shadow(job, shadow.get(), job.answer().id().get());
    }
    if (job.answer().arm() == Arm.CHALLENGER) {
      compare(job);
    }
  }

  private void shadow(Job job, ServedVersion shadow, UUID id) {
    Asked asked = job.asked();
    Optional<CustomerHistory> history = asked.history(shadow);
    if (history.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    try {
      Prediction prediction =
          shadow.predict(history.get(), asked.query().horizons(), 0, terms(job.answer(), shadow));
      shadowed.increment(); // before its row: who sees the row finds it counted
      recorder.record(
          Rows.shadow(id, clock.instant(), asked, shadow, history.get(), prediction, start));
    } catch (RuntimeException e) {
      log.debug("shadow v{} failed", shadow.number(), e);
      recorder.record(Rows.failed(id, clock.instant(), asked, Arm.SHADOW, statusOf.apply(e)));
    }
  }

  private void compare(Job job) {
    Asked asked = job.asked();
    ServedVersion champion = asked.served().champion();
    Optional<CustomerHistory> history = asked.history(champion);
    if (history.isEmpty()
        || !champion.clvModel().terms().currency().equals(job.answer().terms().currency())) {
      return;
    }
    try {
      Prediction prediction =
          champion.predict(history.get(), asked.query().horizons(), 0, job.answer().terms());
      brake.compared(
          asked.served(),
          asked.customerId(),
          prediction.horizons().getLast().clv(),
          job.answer().prediction().horizons().getLast().clv());
    } catch (RuntimeException e) {
      log.debug("the champion cannot score what the challenger did", e);
    }
  }

  /** The version's own, like the answer's; or the ones that the customer was answered in. */
  private static ValueTerms terms(Answer answer, ServedVersion version) {
    ValueTerms own = version.clvModel().terms();
    boolean asked = !answer.terms().equals(answer.servedBy().clvModel().terms());
    return asked && own.currency().equals(answer.terms().currency()) ? answer.terms() : own;
  }
}
