package perennial.registry.ledger;

/** What a customer can do. */
public enum EventType {
  PURCHASE,
  RETURN,
  SUBSCRIPTION_RENEWAL,
  SUBSCRIPTION_CANCELLATION,
  VISIT,
  LOGIN,
  SESSION_START,
  SESSION_END,
  FEATURE_USE,
  ADD_TO_CART,
  SUPPORT_TICKET;

  /** Whether it makes a purchase day. */
  public boolean isPurchase() {
    return this == PURCHASE || this == SUBSCRIPTION_RENEWAL;
  }

  /** Whether it has an amount: net value, what was given back, or a cost. */
  public boolean hasAmount() {
    return isPurchase() || this == RETURN || this == SUPPORT_TICKET;
  }
}
