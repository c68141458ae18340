package perennial.server.serving;

/** Where a prediction comes from. */
public enum Source {
  /** The model, from the customer's own history. */
  INDIVIDUAL,
  /** The customer's cohort: too little is known of the customer. */
  COHORT,
  /** The cohort, because the model failed on this customer. */
  FALLBACK
}
