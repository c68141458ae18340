package perennial.monitoring;

/** What a monitored feature is, which decides whether it may raise an alert. */
public enum FeatureRole {
  /** What happened in the window: purchase amounts, new customers, shares of a channel. */
  FLOW,
  /** Purchases in the window against the version's own expectation. */
  CALIBRATION,
  /** What was predicted. */
  PREDICTION,
  /** Lifecycle stage x status. */
  MIX,
  /** Missing, invalid, duplicate, late and future-dated input. */
  QUALITY,
  /** What the base of customers is like: moves by itself, is shown, never alerts alone. */
  STOCK;

  public boolean alerts() {
    return this != STOCK;
  }
}
