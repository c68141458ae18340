package perennial.server.rollout;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import perennial.server.serving.Arm;
import perennial.server.serving.ServedModel;

/**
 * The figures of one challenger beside its champion, over two spans: the running one and the one
 * before; a customer counts once in each. A span lasts half of the limits' window, and longer until
 * it has half of the answers that a judgement needs.
 */
final class Watch {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Faster than this nobody waits for, whatever the champion takes. */
  private static final double LATENCY_FLOOR_MILLIS = 2;

  private final ServedModel served;
  private final Brake.Limits limits;
  private volatile Span before = new Span();
  private volatile Span now = new Span();
  private volatile boolean ended;
  private Instant nowSince; // only touched by the checking thread

  private static final class Span {
    final ArmFigures champion = new ArmFigures();
    final ArmFigures challenger = new ArmFigures();
    final SeenCustomers seen = new SeenCustomers();
    final LongAdder compared = new LongAdder();
    final DoubleAdder championClv = new DoubleAdder();
    final DoubleAdder challengerClv = new DoubleAdder();
  }

  Watch(ServedModel served, Brake.Limits limits, Instant start) {
    this.served = served;
    this.limits = limits;
    this.nowSince = start;
  }

  ServedModel served() {
    return served;
  }

  boolean isOf(ServedModel other) {
    return served.deployment().equals(other.deployment());
  }

  boolean isOlderThan(ServedModel other) {
    return served.deployment().sequence() < other.deployment().sequence();
  }

  /** A newer deployment has no challenger: what is left of this one's answers is not judged. */
  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  void add(Brake.Answered answer) {
    Span span = now;
    (answer.arm() == Arm.CHALLENGER ? span.challenger : span.champion).add(answer);
  }

  void compared(String customerId, double championClv, double challengerClv) {
    Span span = now;
    if (!span.seen.isNew(customerId)) {
      return;
    }
    span.compared.increment();
    span.championClv.add(championClv);
    span.challengerClv.add(challengerClv);
  }

  /** Why the challenger must stop, with the figures; empty while it may go on. */
  Optional<String> verdict(Instant at) {
    Optional<String> verdict = errors().or(this::latency).or(this::shift);
    boolean old = !at.isBefore(nowSince.plus(limits.window().dividedBy(2)));
    if (old && now.challenger.answers() >= limits.minAnswers() / 2) {
      before = now;
      now = new Span();
      nowSince = at;
    }
    return verdict;
  }

  private Optional<String> errors() {
    ArmFigures.Sum challenger = challenger();
    ArmFigures.Sum champion = champion();
    return limits.errors() > 0
            && challenger.answers() >= limits.minAnswers()
            && challenger.errorRate() - champion.errorRate() > limits.errors()
        ? Optional.of(
            text(
                "failed for %d of %d customers (%.1f %%), the champion's %.1f %%; at most %.1f points more",
                challenger.errors(),
                challenger.answers(),
                100 * challenger.errorRate(),
                100 * champion.errorRate(),
                100 * limits.errors()))
        : Optional.empty();
  }

  private Optional<String> latency() {
    ArmFigures.Sum challenger = challenger();
    ArmFigures.Sum champion = champion();
    double millis = challenger.p99Nanos() / NANOS_PER_MILLI;
    double usual = champion.p99Nanos() / NANOS_PER_MILLI;
    return limits.latency() > 0
            && challenger.answers() >= limits.minAnswers()
            && champion.answers() >= limits.minAnswers()
            && millis > Math.max(LATENCY_FLOOR_MILLIS, limits.latency() * usual)
        ? Optional.of(
            text(
                "p99 %.2f ms over %d customers, the champion's %.2f ms over %d; at most %.1f times",
                millis, challenger.answers(), usual, champion.answers(), limits.latency()))
        : Optional.empty();
  }

  private Optional<String> shift() {
    long count = before.compared.sum() + now.compared.sum();
    double champion = before.championClv.sum() + now.championClv.sum();
    double challenger = before.challengerClv.sum() + now.challengerClv.sum();
    return limits.shift() > 0
            && count >= limits.minAnswers()
            && Math.abs(challenger - champion) > limits.shift() * champion
        ? Optional.of(
            text(
                "mean CLV %.2f over %d customers, by the champion on the same %.2f; at most %.0f %% off",
                challenger / count, count, champion / count, 100 * limits.shift()))
        : Optional.empty();
  }

  private ArmFigures.Sum challenger() {
    return ArmFigures.Sum.of(before.challenger, now.challenger);
  }

  private ArmFigures.Sum champion() {
    return ArmFigures.Sum.of(before.champion, now.champion);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
