package perennial.model;

/** A field of a customer history is outside its domain. */
public final class IllegalHistory extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;

  IllegalHistory(String field, double value, String rule) {
    super(field + " " + plain(value) + " " + rule);
    this.field = field;
  }

  IllegalHistory(String field, String rule) {
    super(field + " " + rule);
    this.field = field;
  }

  /** The field's name as in the API, such as {@code repeat_purchases}. */
  public String field() {
    return field;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
