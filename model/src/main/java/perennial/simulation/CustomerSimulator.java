package perennial.simulation;

import java.time.LocalDate;
import java.util.SplittableRandom;
import perennial.model.GammaGamma;

/**
 * Draws customers from a purchase and a spend model.
 *
 * <p>Any family of purchases at any time: rates, chances of leaving and lives are drawn for each
 * customer as the family has them. A repeat purchase at time {@code s} after the first falls on the
 * {@code ceil(s)}-th day after it, so that "up to day T" means the same in continuous time and in
 * days. Each customer has an own generator: the first ones of a longer simulation are those of a
 * shorter one.
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
    CustomerProcess process = CustomerProcess.draw(settings.purchases(), random);
    GammaGamma spend = settings.spend();
    double spendRate = RandomVariates.gamma(random, spend.q()) / spend.gamma();

    listener.purchase(customer, first, cents(random, spend.p(), spendRate));
    boolean alive = process.staysAfterFirst();
    while (alive) {
      double time = process.next() * settings.unit().days();
      if (!(time <= daysLeft)) { // also ends at rate 0, where the time is infinite
        return;
      }
      LocalDate day = first.plusDays((long) Math.ceil(time));
      listener.purchase(customer, day, cents(random, spend.p(), spendRate));
      alive = process.stays();
    }
  }

  private static long cents(SplittableRandom random, double shape, double rate) {
    return cents(100 * RandomVariates.gamma(random, shape) / rate);
  }

  /** Whole cents, at least one; a value that is no number counts as the most. */
  static long cents(double value) {
    return value < MAX_CENTS ? Math.max(1, Math.round(value)) : MAX_CENTS;
  }
}
