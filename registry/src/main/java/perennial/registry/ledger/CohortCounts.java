package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Counts of customers by where they came from and when they first bought. All sums are of the
 * finest cells; a wider cohort is their sum.
 *
 * @param countedAt when; the epoch when never
 */
public record CohortCounts(List<Cell> cells, Instant countedAt) {
  public CohortCounts {
    cells = List.copyOf(cells);
  }

  /**
   * Customers of one channel, market and device who first bought in one week.
   *
   * @param firstWeek Monday of the week of their first purchase; for those who never bought, the
   *     Monday of their first event
   * @param buyers those who bought, or 0
   * @param visitors those who never bought, or 0
   * @param repeatPurchases of the buyers, all together
   * @param firstDayValue net value of the first purchase days, all together
   * @param repeatValue net value of the later ones
   */
  public record Cell(
      String channel,
      String market,
      String device,
      LocalDate firstWeek,
      long buyers,
      long visitors,
      long repeatPurchases,
      BigDecimal firstDayValue,
      BigDecimal repeatValue) {}
}
