package perennial.registry.ledger;

/** A field of an event, or of a request about a customer, is outside its domain. */
public final class IllegalEvent extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String rule;

  public IllegalEvent(String field, String rule) {
    super(field + " " + rule);
    this.field = field;
    this.rule = rule;
  }

  /** The field's name as in the API, such as {@code amount}. */
  public String field() {
    return field;
  }

  /** What is wrong with it, such as {@code -5 must be >= 0 for a PURCHASE}. */
  public String rule() {
    return rule;
  }

  static void requireText(String field, String text, int least, int most) {
    if (text.length() < least || text.length() > most) {
      throw new IllegalEvent(
          field, "must have %d to %d characters, not %d".formatted(least, most, text.length()));
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new IllegalEvent(field, "must have no control character");
      }
    }
  }
}
