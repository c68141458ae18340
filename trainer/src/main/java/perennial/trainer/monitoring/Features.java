package perennial.trainer.monitoring;

/** Names of the features that are more than one customer's numbers. */
final class Features {
  /** Mean amount of a customer's purchases in the window. */
  static final String PURCHASE_AMOUNT = "purchase_amount";

  /** Whether a customer who bought is new. */
  static final String NEW_CUSTOMERS = "new_customers";

  static final String NEW = "new";
  static final String RETURNING = "returning";

  /** Purchase days in the window, against the version's expectation. */
  static final String PURCHASES = "purchases";

  /** Lifecycle stage x status. */
  static final String SEGMENT_MIX = "segment_mix";

  /** Status of the customers of one stage. */
  static final String STATUS_MIX = "status_mix";

  static final String STAGE = "stage";
  static final String STATUS = "status";

  /** Both crossed; values such as {@code New x Active}. */
  static final String STAGE_BY_STATUS = "stage x status";

  /** What became of the events that came. */
  static final String EVENT_QUALITY = "event_quality";

  private Features() {}

  /** One of the facts that the model uses; NaN where a request lacked it. */
  static String covariate(String name) {
    return "covariate_" + name;
  }

  /** The feature of an accuracy alarm. */
  static String accuracy(int weeks) {
    return "accuracy_%d_weeks".formatted(weeks);
  }
}
