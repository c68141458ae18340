package perennial.fitting;

/**
 * How the coefficients of covariates are shrunk: {@code weight/2} times the sum of the squares of
 * the coefficients, of covariates scaled to deviation 1, is taken from the log-likelihood. That is
 * a normal prior of variance {@code 1/weight}.
 *
 * @param crossValidated whether the weight is chosen by cross-validation
 * @param weight when it is not
 */
public record CovariatePenalty(boolean crossValidated, double weight) {
  /** Plain maximum likelihood. */
  public static final CovariatePenalty NONE = new CovariatePenalty(false, 0);

  /** The weight that predicts held-out customers best. */
  public static final CovariatePenalty CROSS_VALIDATED = new CovariatePenalty(true, 0);

  /**
   * @throws IllegalArgumentException when the weight is negative or not finite
   */
  public CovariatePenalty {
    if (!(0 <= weight && weight <= 1e12)) {
      throw new IllegalArgumentException("penalty %s must be in [0, 1e12]".formatted(weight));
    }
  }

  /** As on the command line: {@code cv} or a number. */
  public String label() {
    return crossValidated ? "cv" : Double.toString(weight);
  }
}
