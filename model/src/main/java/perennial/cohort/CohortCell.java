package perennial.cohort;

/**
 * Counts of the customers of one cohort who are of about one age.
 *
 * @param ageDays days since their first purchase, {@code >= 0} and finite
 * @param buyers who bought, {@code >= 0}
 * @param visitors who never did, {@code >= 0}
 * @param repeatPurchases of all buyers together, {@code >= 0}
 * @param firstDayValue net value of all first purchase days, at most 1e300 either way
 * @param repeatValue net value of all later ones, likewise
 */
public record CohortCell(
    Cohort cohort,
    double ageDays,
    long buyers,
    long visitors,
    long repeatPurchases,
    double firstDayValue,
    double repeatValue) {

  // Sums of many cells stay finite.
  private static final double MAX_VALUE = 1e300;

  /**
   * @throws IllegalArgumentException naming the first field outside its domain
   */
  public CohortCell {
    require("age in days", ageDays, 0 <= ageDays && ageDays <= Double.MAX_VALUE);
    require("buyers", buyers, buyers >= 0);
    require("visitors", visitors, visitors >= 0);
    require("repeat purchases", repeatPurchases, repeatPurchases >= 0);
    require("first day value", firstDayValue, Math.abs(firstDayValue) <= MAX_VALUE);
    require("repeat value", repeatValue, Math.abs(repeatValue) <= MAX_VALUE);
  }

  private static void require(String field, Object value, boolean good) {
    if (!good) {
      throw new IllegalArgumentException(
          "%s %s of a cohort is out of range".formatted(field, value));
    }
  }
}
