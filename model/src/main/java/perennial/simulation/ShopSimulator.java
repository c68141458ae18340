package perennial.simulation;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import perennial.model.GammaGamma;
import perennial.simulation.PlantedChange.CategoryEnds;
import perennial.simulation.PlantedChange.DropoutInMarket;
import perennial.simulation.PlantedChange.SpendInChannel;
import perennial.simulation.ShopListener.Shopper;
import perennial.simulation.ShopSettings.Share;

/**
 * Draws the customers of a shop from a purchase and a spend model, with what changes on the way.
 *
 * <p>Days, rates and values are drawn as {@link CustomerSimulator} draws them. Channel, device,
 * market and category are drawn apart from them, so that without a change no segment differs from
 * another. Each customer has an own generator, and a change draws nothing: the same shop with and
 * without it is the same up to its day.
 */
public final class ShopSimulator {
  private static final int MOST_DAYS_TO_FIRST_PURCHASE = 14;

  private final ShopSettings settings;

  public ShopSimulator(ShopSettings settings) {
    this.settings = settings;
  }

  /** Sends everything to the listener, customers in ascending order. */
  public void run(ShopListener listener) {
    SplittableRandom root = new SplittableRandom(settings.seed());
    for (int number = 1; number <= settings.customers(); number++) {
      SplittableRandom random = root.split();
      SplittableRandom kind = random.split();
      Shopper shopper =
          new Shopper(
              number,
              pick(ShopSettings.CHANNELS, kind.nextDouble()),
              pick(ShopSettings.DEVICES, kind.nextDouble()),
              pick(ShopSettings.MARKETS, kind.nextDouble()));
      simulate(shopper, random, kind, listener);
    }
  }

  private void simulate(
      Shopper shopper, SplittableRandom random, SplittableRandom kind, ShopListener listener) {
    int firstDay = random.nextInt(settings.days());
    int daysLeft = settings.days() - 1 - firstDay;
    LocalDate first = settings.start().plusDays(firstDay);
    CustomerProcess process = CustomerProcess.draw(settings.purchases(), random);
    GammaGamma spend = settings.spend();
    double spendRate = RandomVariates.gamma(random, spend.q()) / spend.gamma();

    LocalDate visit = first.minusDays(kind.nextInt(MOST_DAYS_TO_FIRST_PURCHASE));
    listener.visit(shopper, visit.isBefore(settings.start()) ? settings.start() : visit);
    double time = 0; // since the first purchase
    boolean alive = true;
    while (alive && time <= daysLeft) { // also ends at rate 0, where the time is infinite
      LocalDate day = first.plusDays((long) Math.ceil(time));
      double value = 100 * RandomVariates.gamma(random, spend.p()) / spendRate;
      listener.purchase(
          shopper,
          day,
          CustomerSimulator.cents(value * spendFactor(shopper, day)),
          category(day, kind.nextDouble()));
      alive =
          time == 0
              ? process.staysAfterFirst(leavingFactor(shopper, day))
              : process.stays(leavingFactor(shopper, day));
      time = process.next() * settings.unit().days();
    }
  }

  private double spendFactor(Shopper shopper, LocalDate day) {
    double factor = 1;
    for (PlantedChange change : settings.changes()) {
      if (change instanceof SpendInChannel c
          && c.channel().equals(shopper.channel())
          && !day.isBefore(c.from())) {
        factor *= c.factor();
      }
    }
    return factor;
  }

  private double leavingFactor(Shopper shopper, LocalDate day) {
    double factor = 1;
    for (PlantedChange change : settings.changes()) {
      if (change instanceof DropoutInMarket c
          && c.market().equals(shopper.market())
          && !day.isBefore(c.from())) {
        factor *= c.factor();
      }
    }
    return factor;
  }

  private String category(LocalDate day, double uniform) {
    List<Share> sold =
        ShopSettings.CATEGORIES.stream().filter(share -> isSold(share.name(), day)).toList();
    double all = sold.stream().mapToDouble(Share::share).sum();
    return pick(sold, uniform * all);
  }

  private boolean isSold(String category, LocalDate day) {
    return settings.changes().stream()
        .noneMatch(change ->
            change instanceof CategoryEnds c
                && c.category().equals(category)
                && !day.isBefore(c.from()));
  }

  /** The share in which {@code point} of their sum falls. */
  private static String pick(List<Share> shares, double point) {
    double left = point;
    for (Share share : shares) {
      left -= share.share();
      if (left < 0) {
        return share.name();
      }
    }
    return shares.getLast().name(); // a sum of shares a little under 1
  }
}
