package perennial.simulation;

import java.util.SplittableRandom;
import perennial.model.BgCnbdK;
import perennial.model.BgNbd;
import perennial.model.MbgCnbdK;
import perennial.model.MbgNbd;
import perennial.model.Nbd;
import perennial.model.ParetoNbd;
import perennial.model.PurchaseModel;

/** One customer's purchases, drawn one after the other in the model's unit of time. */
final class CustomerProcess {
  private final SplittableRandom random;
  private final int eventsToPurchase;
  private final double rate;
  private final double leave;
  private final boolean mayLeaveAtFirst;
  private final double end;
  private double time;

  private CustomerProcess(
      SplittableRandom random,
      int eventsToPurchase,
      double rate,
      double leave,
      boolean mayLeaveAtFirst,
      double end) {
    this.random = random;
    this.eventsToPurchase = eventsToPurchase;
    this.rate = rate;
    this.leave = leave;
    this.mayLeaveAtFirst = mayLeaveAtFirst;
    this.end = end;
  }

  /**
   * Draws a customer of the model.
   *
   * @throws IllegalArgumentException when the model is not of purchases at any time
   */
  static CustomerProcess draw(PurchaseModel model, SplittableRandom random) {
    return switch (model) {
      case Nbd m -> staying(random, m.r(), m.alpha());
      case BgNbd m -> leaving(random, 1, m.r(), m.alpha(), m.a(), m.b(), false);
      case MbgNbd m -> leaving(random, 1, m.r(), m.alpha(), m.a(), m.b(), true);
      case BgCnbdK m -> leaving(random, m.k(), m.r(), m.alpha(), m.a(), m.b(), false);
      case MbgCnbdK m -> leaving(random, m.k(), m.r(), m.alpha(), m.a(), m.b(), true);
      case ParetoNbd m -> {
        double rate = RandomVariates.gamma(random, m.r()) / m.alpha();
        double dropout = RandomVariates.gamma(random, m.s()) / m.beta();
        double end = RandomVariates.exponential(random) / dropout;
        yield new CustomerProcess(random, 1, rate, 0, false, end);
      }
      default ->
          throw new IllegalArgumentException(
              model.family() + " has no purchases at any time to simulate");
    };
  }

  private static CustomerProcess staying(SplittableRandom random, double r, double alpha) {
    double rate = RandomVariates.gamma(random, r) / alpha;
    return new CustomerProcess(random, 1, rate, 0, false, Double.POSITIVE_INFINITY);
  }

  private static CustomerProcess leaving(
      SplittableRandom random,
      int k,
      double r,
      double alpha,
      double a,
      double b,
      boolean mayLeaveAtFirst) {
    double rate = RandomVariates.gamma(random, r) / alpha;
    double leave = RandomVariates.beta(random, a, b);
    return new CustomerProcess(random, k, rate, leave, mayLeaveAtFirst, Double.POSITIVE_INFINITY);
  }

  /** Whether the customer stays after the first purchase. */
  boolean staysAfterFirst() {
    return staysAfterFirst(1);
  }

  /** The same when leaving has become so many times as likely. */
  boolean staysAfterFirst(double leavingFactor) {
    return !mayLeaveAtFirst || stays(leavingFactor);
  }

  /** Whether the customer stays after a repeat purchase. */
  boolean stays() {
    return stays(1);
  }

  /** The same when leaving has become so many times as likely. */
  boolean stays(double leavingFactor) {
    return leave == 0 || random.nextDouble() >= leave * leavingFactor;
  }

  /** Time of the next purchase since the first; infinite, or not a number, when there is none. */
  double next() {
    for (int i = 0; i < eventsToPurchase; i++) {
      time += RandomVariates.exponential(random) / rate;
    }
    return time <= end ? time : Double.POSITIVE_INFINITY;
  }
}
