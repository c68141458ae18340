package perennial.evaluation;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * What the builder of customer histories did with the transaction log.
 *
 * @param source file names or "simulated"
 * @param lines lines read
 * @param transactions lines used
 * @param customers customers with a purchase
 * @param repeatPurchases their repeat purchase days, over the whole log used
 * @param firstDay first day used
 * @param lastDay last day used
 * @param timeZone that days are counted in
 * @param rowsDropped lines not used, by reason
 * @param refunds what became of refund lines
 */
public record DataReport(
    String source,
    long lines,
    long transactions,
    long customers,
    long repeatPurchases,
    LocalDate firstDay,
    LocalDate lastDay,
    String timeZone,
    SortedMap<String, Long> rowsDropped,
    Refunds refunds) {

  /**
   * @param lines refund lines
   * @param matched netted against a purchase
   * @param unmatched with nothing before them; they change nothing
   * @param customersOnlyRefunds customers with refunds but no purchase
   * @param customersNotPositive customers whose net value is zero or negative; they stay in the
   *     purchase model and out of the spend fit
   */
  public record Refunds(
      long lines,
      long matched,
      long unmatched,
      long customersOnlyRefunds,
      long customersNotPositive) {}
}
