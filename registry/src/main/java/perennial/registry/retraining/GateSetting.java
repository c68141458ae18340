package perennial.registry.retraining;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The limits of the gates, one by one: what a worker keeps to unless a model's policy says
 * otherwise.
 */
public enum GateSetting {
  GATE_MIN_CUSTOMERS("", 200, 1, 1e9, true, "Fewer customers than this tell a gate nothing."),
  GATE_HOLDOUT_MARGIN(
      "", 0.05, 0, 10, false, "How much larger than the champion's the error may be, relative."),
  GATE_BIAS(
      "", 0.1, 0, 10, false, "Largest relative bias of the holdout's purchases, beyond chance."),
  GATE_BIAS_MARGIN(
      "", 0.02, 0, 10, false, "How much larger than the champion's the relative bias may be."),
  GATE_CALIBRATION(
      "", 0.15, 0, 1, false, "Largest relative error of a decile of the holdout, beyond chance."),
  GATE_REPLAY_TOTAL(
      "", 0.25, 0, 10, false, "Largest relative change of the summed CLV in the replay."),
  GATE_REPLAY_MOVED("", 0.25, 0, 1, false, "Largest share of customers that change their tier."),
  GATE_OUTSIDE_FITTED("", 0.05, 0, 1, false, "Largest share of inputs outside of what was fitted."),
  GATE_LATENCY_MS("ms", 5, 1, 60_000, true, "Longest prediction, at 99 %."),
  REPLAY_DAYS("days", 30, 1, 366, true, "Replays requests of so many days.");

  private final String unit;
  private final double standard;
  private final double least;
  private final double most;
  private final boolean whole;
  private final String meaning;

  GateSetting(
      String unit, double standard, double least, double most, boolean whole, String meaning) {
    this.unit = unit;
    this.standard = standard;
    this.least = least;
    this.most = most;
    this.whole = whole;
    this.meaning = meaning;
  }

  /** In a policy, such as {@code gate-bias-margin}. */
  public String policyName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String unit() {
    return unit;
  }

  public double standard() {
    return standard;
  }

  /** As it would be written. */
  public String standardText() {
    return whole ? Long.toString((long) standard) : Double.toString(standard);
  }

  public double least() {
    return least;
  }

  public double most() {
    return most;
  }

  /** Whether it must be a whole number. */
  public boolean isWhole() {
    return whole;
  }

  /** One sentence. */
  public String meaning() {
    return meaning;
  }

  /** The limit that a policy calls so; empty when there is none. */
  public static Optional<GateSetting> ofPolicyName(String name) {
    return Stream.of(values()).filter(setting -> setting.policyName().equals(name)).findFirst();
  }

  /**
   * The value that a policy's text says.
   *
   * @throws IllegalArgumentException naming the limit, the text and the rule
   */
  public double parse(String text) {
    double value;
    try {
      value = new BigDecimal(text.strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s '%s' is no number".formatted(policyName(), text), e);
    }
    return require(value);
  }

  /**
   * The value if this can have it.
   *
   * @throws IllegalArgumentException naming the limit, the value and the rule
   */
  public double require(double value) {
    if (!(least <= value && value <= most)) { // also rejects NaN
      throw new IllegalArgumentException(
          "%s %s must be in [%s, %s]".formatted(policyName(), value, least, most));
    }
    if (whole && value != Math.rint(value)) {
      throw new IllegalArgumentException(
          "%s %s must be a whole number".formatted(policyName(), value));
    }
    return value;
  }
}
