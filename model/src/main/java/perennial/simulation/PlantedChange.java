package perennial.simulation;

import java.time.LocalDate;

/** Something that changes in a simulated shop on a day, for good. */
public sealed interface PlantedChange {
  /** The first day that is different. */
  LocalDate from();

  /**
   * Purchases of the customers of one channel are worth so many times as much.
   *
   * @param factor {@code > 0}
   */
  record SpendInChannel(LocalDate from, String channel, double factor) implements PlantedChange {}

  /** A category is sold no more; what would have been bought in it is bought in the others. */
  record CategoryEnds(LocalDate from, String category) implements PlantedChange {}

  /**
   * Customers of one market leave so many times as often after a purchase.
   *
   * @param factor {@code > 0}; a chance above 1 counts as 1
   */
  record DropoutInMarket(LocalDate from, String market, double factor) implements PlantedChange {}
}
