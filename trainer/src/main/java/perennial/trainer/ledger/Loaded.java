package perennial.trainer.ledger;

import java.util.SortedMap;
import perennial.registry.ledger.LedgerTerms;

/**
 * What became of the lines of a log.
 *
 * @param recorded lines that are events of the ledger now
 * @param duplicates lines that were loaded before
 * @param conflicts those of the duplicates that the ledger has with other values, which stay: the
 *     file was loaded with other columns then
 * @param dropped lines that are neither purchase nor refund, by reason
 * @param refused lines that the ledger does not take, by the field that is wrong
 */
public record Loaded(
    LedgerTerms terms,
    long recorded,
    long duplicates,
    Refusals conflicts,
    SortedMap<String, Long> dropped,
    SortedMap<String, Refusals> refused) {

  /**
   * How many lines, and the first one in words. Rows are counted from 1, without headers and blank
   * lines.
   *
   * @param example such as {@code row 7 of sales.csv: amount 0.00001 must be ...}
   */
  public record Refusals(long lines, String example) {
    Refusals plus(Refusals more) {
      return new Refusals(lines + more.lines, example);
    }
  }
}
