package perennial.fitting;

import java.util.SortedMap;
import java.util.TreeMap;
import perennial.model.Opportunities;

/**
 * What the likelihood of contracts depends on.
 *
 * @param lost customers who left after so many renewals
 * @param stayed those who had renewed so many times at the observation end and were customers
 */
public record RenewalCounts(SortedMap<Integer, Double> lost, SortedMap<Integer, Double> stayed) {
  /** More renewals than this are no data of contracts. */
  static final int MOST_RENEWALS = 100_000;

  /**
   * @throws IllegalArgumentException when no renewal was due for anybody, or more than {@value
   *     #MOST_RENEWALS} were
   */
  public static RenewalCounts of(PurchaseData data) {
    SortedMap<Integer, Double> lost = new TreeMap<>();
    SortedMap<Integer, Double> stayed = new TreeMap<>();
    boolean any = false;
    for (int i = 0; i < data.rows(); i++) {
      Opportunities due = Opportunities.ofRenewals(data.x(i), data.tx(i), data.age(i));
      if (due.count() > MOST_RENEWALS) {
        throw new IllegalArgumentException(
            "age %s is more than %d renewals".formatted(data.age(i), MOST_RENEWALS));
      }
      any |= due.count() > 0;
      (due.usedLast() ? stayed : lost).merge((int) due.last(), data.weight(i), Double::sum);
    }
    if (!any) {
      throw new IllegalArgumentException(
          data.rows() == 0 ? "no customers to fit" : "no renewal was due yet for any customer");
    }
    return new RenewalCounts(lost, stayed);
  }

  /** Sum of all. */
  public double customers() {
    double sum = 0;
    for (double w : lost.values()) {
      sum += w;
    }
    for (double w : stayed.values()) {
      sum += w;
    }
    return sum;
  }
}
