package perennial.server.rollout;

import java.util.concurrent.atomic.LongAdder;

/**
 * What one arm did in some span of time. Each customer counts once, and once as failed, however
 * often one asks: a caller in a loop is not a thousand customers. For any number of threads.
 */
final class ArmFigures {
  private final LongAdder answers = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final Latencies latencies = new Latencies();
  private final SeenCustomers seen = new SeenCustomers();
  private final SeenCustomers failed = new SeenCustomers();

  void add(Brake.Answered answer) {
    if (seen.isNew(answer.customerId())) {
      answers.increment();
      latencies.add(answer.nanos());
    }
    if (answer.error() && failed.isNew(answer.customerId())) {
      errors.increment();
    }
  }

  long answers() {
    return answers.sum();
  }

  /** The sum over two spans. */
  record Sum(long answers, long errors, long p99Nanos) {
    static Sum of(ArmFigures a, ArmFigures b) {
      long[] counts = Latencies.none();
      a.latencies.addTo(counts);
      b.latencies.addTo(counts);
      return new Sum(
          a.answers() + b.answers(),
          a.errors.sum() + b.errors.sum(),
          Latencies.quantile(counts, 0.99));
    }

    double errorRate() {
      return answers == 0 ? 0 : (double) errors / answers;
    }
  }
}
