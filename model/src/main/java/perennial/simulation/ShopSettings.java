package perennial.simulation;

import java.time.LocalDate;
import java.util.List;
import perennial.model.GammaGamma;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;

/**
 * A shop to simulate: customers arrive evenly over its whole time, each through a channel, on a
 * device and in a market, and buy in categories.
 *
 * @param seed the same seed gives the same shop
 * @param customers {@code >= 1}; numbered from 1
 * @param start first day
 * @param days its length, {@code >= 1}
 * @param purchases the process of repeat purchases, in {@code unit}
 * @param spend values of purchases, in units of the currency (100 cents)
 * @param unit of time of {@code purchases}
 * @param changes what happens to it on the way
 */
public record ShopSettings(
    long seed,
    int customers,
    LocalDate start,
    int days,
    PurchaseModel purchases,
    GammaGamma spend,
    TimeUnit unit,
    List<PlantedChange> changes) {

  /** Shares of channels, devices, markets and categories; each list sums to 1. */
  static final List<Share> CHANNELS =
      List.of(
          new Share("search", .35),
          new Share("email", .30),
          new Share("social", .20),
          new Share("direct", .15));

  static final List<Share> DEVICES = List.of(new Share("mobile", .6), new Share("desktop", .4));

  static final List<Share> MARKETS =
      List.of(new Share("DE", .40), new Share("FR", .35), new Share("GB", .25));

  static final List<Share> CATEGORIES =
      List.of(
          new Share("books", .35),
          new Share("music", .30),
          new Share("games", .20),
          new Share("toys", .15));

  /** A name and how often it is drawn. */
  record Share(String name, double share) {}

  /**
   * @throws IllegalArgumentException naming the first setting out of its range
   */
  public ShopSettings {
    if (customers < 1) {
      throw new IllegalArgumentException("customers %d must be >= 1".formatted(customers));
    }
    if (days < 1 || days > 100_000) {
      throw new IllegalArgumentException("days %d must be in [1, 100000]".formatted(days));
    }
    changes = List.copyOf(changes);
  }
}
