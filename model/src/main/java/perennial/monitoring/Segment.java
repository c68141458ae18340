package perennial.monitoring;

/**
 * Some of the customers.
 *
 * @param dimension {@code channel}, {@code device}, {@code market}, {@code category}, {@code stage}
 *     (lifecycle stage), {@code status}, or {@code stage x status}; empty for all customers
 * @param value such as {@code email}; empty for all customers
 */
public record Segment(String dimension, String value) {
  public static final Segment ALL = new Segment("", "");

  /** Such as {@code channel email}, or {@code all customers}. */
  public String text() {
    return equals(ALL) ? "all customers" : dimension + " " + value;
  }
}
