package perennial.server.serving;

/** The part that a version plays in a deployment. */
public enum Arm {
  CHAMPION,
  /** Answers a share of the customers. */
  CHALLENGER,
  /** Is scored and answers nobody. */
  SHADOW
}
