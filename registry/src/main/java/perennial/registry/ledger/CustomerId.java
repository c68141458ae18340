package perennial.registry.ledger;

/** The rule of customer ids. */
public final class CustomerId {
  public static final int MAX_LENGTH = 200;

  private CustomerId() {}

  /**
   * @return the id
   * @throws IllegalEvent when it is empty, too long or has a control character
   */
  public static String require(String id) {
    IllegalEvent.requireText("customer_id", id, 1, MAX_LENGTH);
    return id;
  }
}
