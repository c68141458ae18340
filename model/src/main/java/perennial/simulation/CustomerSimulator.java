package perennial.simulation;

import java.time.LocalDate;
import java.util.SplittableRandom;
import perennial.model.BgNbd;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;

/**
 * Draws customers from a purchase and a spend model.
 *
 * <p>A customer's purchase rate is Gamma(r, alpha), the chance of leaving after a purchase Beta(a,
 * b); under MBG/NBD the first purchase may be the last. A repeat purchase at time {@code s} after
 * the first falls on the {@code ceil(s)}-th day after it, so that "up to day T" means the same in
 * continuous time and in days. Each customer has an own generator: the first ones of a longer
 * simulation are those of a shorter one.
 */
public final class CustomerSimulator {
  private static final long MAX_CENTS = 1_000_000_000_000L;

  private final SimulationSettings settings;

  public CustomerSimulator(SimulationSettings settings) {
    this.settings = settings;
  }

  /** Sends every purchase to the listener, customers in ascending order. */
  public void run(PurchaseListener listener) {
    SplittableRandom root = new SplittableRandom(settings.seed());
    for (int customer = 1; customer <= settings.customers(); customer++) {
      simulate(customer, root.split(), listener);
    }
  }

  private void simulate(int customer, SplittableRandom random, PurchaseListener listener) {
    int firstDay = random.nextInt(settings.acquisitionDays());
    int daysLeft = settings.observedDays() - 1 - firstDay;
    LocalDate first = settings.start().plusDays(firstDay);
    double[] process = settings.purchases().parameters();
    double rate = RandomVariates.gamma(random, process[0]) / process[1];
    double leave = RandomVariates.beta(random, process[2], process[3]);
    GammaGamma spend = settings.spend();
    double spendRate = RandomVariates.gamma(random, spend.q()) / spend.gamma();

    listener.purchase(customer, first, cents(random, spend.p(), spendRate));
    boolean alive = !mayLeaveAfterFirst() || random.nextDouble() >= leave;
    double time = 0;
    while (alive) {
      time += RandomVariates.exponential(random) / rate * settings.unit().days();
      if (!(time <= daysLeft)) { // also ends at rate 0, where the time is infinite
        return;
      }
      LocalDate day = first.plusDays((long) Math.ceil(time));
      listener.purchase(customer, day, cents(random, spend.p(), spendRate));
      alive = random.nextDouble() >= leave;
    }
  }

  private boolean mayLeaveAfterFirst() {
    return switch (settings.purchases()) {
      case BgNbd _ -> false;
      case MbgNbd _ -> true;
      default -> throw new UnsupportedOperationException(settings.purchases().family());
    };
  }

  private static long cents(SplittableRandom random, double shape, double rate) {
    double value = 100 * RandomVariates.gamma(random, shape) / rate;
    return value < MAX_CENTS ? Math.max(1, Math.round(value)) : MAX_CENTS;
  }
}
