package perennial.monitoring;

/**
 * What is compared with what: one feature of one segment, over windows of one length. A flow that
 * is measured per customer and day has another distribution than per customer and week.
 *
 * @param feature such as {@code purchase_amount}; not blank
 */
public record FeatureKey(String feature, Segment segment, Period period) {
  public FeatureKey {
    if (feature.isBlank()) {
      throw new IllegalArgumentException("feature must have a name");
    }
  }

  /** Such as {@code purchase_amount of channel email, WEEK}. */
  public String text() {
    return feature + " of " + segment.text() + ", " + period;
  }

  /** Seeds that stay the same between runs, as hash codes of enums do not. */
  long seed(long seed) {
    return seed * 1_000_003 + text().hashCode();
  }
}
