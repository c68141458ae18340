package perennial.trainer;

/** Whether spend may go with how often customers purchase. */
public enum SpendChoice {
  /**
   * It may when the correlation of spend and frequency is no chance (p below .01) and the model in
   * which it does fits better by a likelihood-ratio test (p below .01 too).
   */
  AUTO("auto"),
  /** It does not. */
  INDEPENDENT("independent"),
  /** It does. */
  FREQUENCY("frequency");

  private final String label;

  SpendChoice(String label) {
    this.label = label;
  }

  /** The name on the command line. */
  public String label() {
    return label;
  }
}
