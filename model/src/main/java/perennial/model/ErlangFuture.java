package perennial.model;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import perennial.math.EndlessSum;
import perennial.math.GammaFunctions;
import perennial.math.GaussLegendre;

/**
 * A customer whose times between purchases are Erlang-k, and who may leave after each. For one
 * thread.
 *
 * <p>Of one alive at T, {@code C(t)} sub-events have happened in {@code (tx, T + t]}, fewer than k
 * of them by T, and the n-th purchase is made by {@code T + t} when {@code C(t) >= nk} and the
 * first n-1 did not end it: {@code P(N >= n) = s(n) P(C >= nk)} with {@code s(n) = B(a, b+n-1)/B(a,
 * b)}. The expectation is the sum of these positive numbers; of many of them by {@link
 * SmoothSubEvents}. Where C is too spread out for both, its terms are smooth in n, and the sum is
 * taken by {@link EndlessSum}: to 1e-9, and P(alive) later on to 1e-8.
 */
final class ErlangFuture implements Future {
  private static final double ENOUGH = 1e-12;
  private static final double FOR_EVER = 45;

  /** Spread of the sub-events to which they are added up one by one. */
  private static final double MAX_SPREAD = 12_000;

  /** The same to which that is the quickest way. */
  private static final double FEW = 800;

  final int k;
  final double shape;
  final double age;
  final double silence;
  final double a;
  final double b;
  private final SubEvents events;
  private final SmoothSubEvents manyEvents;

  /** s(1), s(2), ... and their sums, as far as asked for. */
  private double[] survival = {1};

  private double[] survivalSums = {1};

  private double expected;
  private double discounted;

  /**
   * @param shape r + k x
   * @param ageAtLast alpha + tx
   * @param silence T - tx
   * @param b the posterior one, b + x + e
   */
  ErlangFuture(int k, double shape, double ageAtLast, double silence, double a, double b) {
    this.k = k;
    this.shape = shape;
    this.age = ageAtLast + silence;
    this.silence = silence;
    this.a = a;
    this.b = b;
    this.events = new SubEvents(k, shape, ageAtLast, silence);
    this.manyEvents = new SmoothSubEvents(k, shape, age, a, b, events.before());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Discounted by {@code e^(-d t) CET(t) + d} times the integral of {@code e^(-d v) CET(v)}; the
   * panels are short at first, where purchases of a regular customer come in waves.
   */
  @Override
  public void integrate(double t, double rate) {
    double end = rate == 0 ? t : Math.min(t, FOR_EVER / rate);
    double atEnd = expectedWithin(end);
    expected = t == end ? atEnd : t == Double.POSITIVE_INFINITY ? ever() : expectedWithin(t);
    if (rate == 0) {
      discounted = expected;
      return;
    }
    double sum = 0;
    double from = 0;
    while (from < end) {
      double width = Math.min(end - from, width(from, rate));
      for (int i = 0; i < GaussLegendre.NODES; i++) {
        double v = from + 0.5 * width * (1 + GaussLegendre.node(i));
        sum += 0.5 * width * GaussLegendre.weight(i) * Math.exp(-rate * v) * expectedWithin(v);
      }
      from += width;
    }
    discounted = Math.min(expected, Math.exp(-rate * end) * atEnd + rate * sum);
  }

  private double width(double from, double rate) {
    double gap = k * age / shape;
    double waves = k == 1 ? 0 : 40 / (k * (1 - Math.cos(2 * Math.PI / k)));
    double smooth = Math.min(2 * (age + from), 12 / rate);
    return from < waves * gap ? Math.min(smooth, 2.5 * gap) : smooth;
  }

  private double ever() {
    return a > 1 ? (a + b - 1) / (a - 1) : Double.POSITIVE_INFINITY;
  }

  private double expectedWithin(double t) {
    if (t == 0) {
      return 0;
    }
    double spread = events.spread(t);
    if (spread > FEW && manyEvents.isSmooth(t)) {
      return manyEvents.expectedWithin(t);
    }
    if (spread > MAX_SPREAD) {
      return smoothSum(t, n -> survival(n) * events.atLeast(n * k, t), 1);
    }
    events.fill(t, Double.MAX_VALUE);
    double sum = 0;
    double tail = 0;
    int c = events.end() - 1;
    for (int n = c / k; n > 0 && (long) n * k >= events.start(); n--) {
      for (; c >= n * k; c--) {
        tail += events.probability(c);
      }
      sum += survivalAt(n) * tail;
    }
    int certain = (events.start() - 1) / k; // before the window the purchases are certain
    return events.start() == 0 || certain <= 0 ? sum : sum + survivalSum(certain);
  }

  @Override
  public double expected() {
    return expected;
  }

  @Override
  public double discounted() {
    return discounted;
  }

  @Override
  public double probabilityAliveAt(double t) {
    if (t == 0) {
      return 1;
    }
    if (events.spread(t) > MAX_SPREAD) {
      double some =
          smoothSum(
              t,
              n ->
                  survival(n + 1)
                      * Math.max(0, events.atLeast(n * k, t) - events.atLeast((n + 1) * k, t)),
              1);
      return Math.min(1, some + (1 - events.atLeast(k, t)));
    }
    events.fill(t, Double.MAX_VALUE);
    double sum = 0;
    for (int c = events.start(); c < events.end(); c++) {
      sum += survivalAt(c / k + 1) * events.probability(c);
    }
    return Math.min(1, sum);
  }

  @Override
  public double probabilityActive(double t) {
    return events.atLeast(k, t);
  }

  @Override
  public double probabilityAtLeast(int n, double t) {
    return n == 0 ? 1 : survival(n) * events.atLeast((double) n * k, t);
  }

  /**
   * n purchases are made by those who have had enough sub-events for n and leave at the n-th, and
   * by those who would stay but have not had enough for one more.
   */
  @Override
  public int counts(double t, double[] out) {
    Arrays.fill(out, 0);
    events.fill(t, (double) out.length * k);
    double enough = 1;
    double left = 1;
    for (int n = 0; n < out.length; n++) {
      double here = 0;
      for (long c = (long) n * k; c < (long) (n + 1) * k; c++) {
        here += events.probability(c);
      }
      double stays = survivalAt(n + 1);
      double leaves = n == 0 ? 0 : survivalAt(n) * (a / (a + b + (n - 1)));
      out[n] = Math.min(1, leaves * Math.max(0, enough) + stays * here);
      enough -= here;
      left -= out[n];
      if (left < ENOUGH) {
        return n + 1;
      }
    }
    return out.length;
  }

  /** Of no sub-event between the last purchase and T, given that there were fewer than k. */
  double probabilityNoneBefore() {
    return events.before()[0];
  }

  /** {@code s(n)} of a whole n, from a table that grows. */
  private double survivalAt(int n) {
    if (n > survival.length) {
      int had = survival.length;
      survival = Arrays.copyOf(survival, Math.max(n, 2 * had));
      survivalSums = Arrays.copyOf(survivalSums, survival.length);
      for (int i = had; i < survival.length; i++) { // s(i+1) from s(i)
        survival[i] = survival[i - 1] * ((b + (i - 1)) / (a + b + (i - 1)));
        survivalSums[i] = survivalSums[i - 1] + survival[i];
      }
    }
    return survival[n - 1];
  }

  private double survivalSum(int n) {
    survivalAt(n);
    return survivalSums[n - 1];
  }

  /** {@code s(n)} of any {@code n >= 1}. */
  private double survival(double n) {
    return n == 1
        ? 1
        : Math.exp(
            GammaFunctions.logGammaRatio(b, a) - GammaFunctions.logGammaRatio(b + (n - 1), a));
  }

  /** The sum over n from {@code first} of a function that varies with s and with C. */
  private double smoothSum(double t, DoubleUnaryOperator f, int first) {
    double mean = events.mean(t) / k;
    double deviation = events.deviation(t) / k;
    int smoothFrom = (int) Math.clamp(32 * (a + 1) - b, 64, 1e9);
    return EndlessSum.of(
        f,
        first,
        smoothFrom,
        mean,
        n ->
            Math.min(
                Math.min(0.7 * n, 10 * (b + n) / (a + 1)),
                Math.max(2.5 * deviation, 0.35 * Math.abs(n - mean))));
  }
}
