package perennial.trainer.retraining;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.registry.retraining.GateSetting;
import perennial.trainer.transactions.BadInput;

/** What a version must keep to: a value for each {@link GateSetting}. */
public final class GateLimits {
  public static final GateLimits DEFAULT = of(Map.of());

  private final EnumMap<GateSetting, Double> values;

  private GateLimits(EnumMap<GateSetting, Double> values) {
    this.values = values;
  }

  /**
   * The standard limits with others in place of some.
   *
   * @throws IllegalArgumentException naming the first one out of its range
   */
  public static GateLimits of(Map<GateSetting, Double> others) {
    EnumMap<GateSetting, Double> values = new EnumMap<>(GateSetting.class);
    for (GateSetting setting : GateSetting.values()) {
      values.put(setting, setting.require(others.getOrDefault(setting, setting.standard())));
    }
    return new GateLimits(values);
  }

  /**
   * These limits with those of a policy in place of some.
   *
   * @param byName numbers by {@link GateSetting#policyName}; other names are passed over
   * @throws BadInput naming the setting and its value
   */
  GateLimits with(SortedMap<String, String> byName) {
    EnumMap<GateSetting, Double> changed = new EnumMap<>(values);
    for (GateSetting setting : GateSetting.values()) {
      String text = byName.get(setting.policyName());
      if (text != null) {
        changed.put(setting, number(setting, text));
      }
    }
    return new GateLimits(changed);
  }

  private static double number(GateSetting setting, String text) {
    try {
      return setting.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadInput("the policy's settings: " + e.getMessage(), e);
    }
  }

  private double of(GateSetting setting) {
    return values.getOrDefault(setting, setting.standard());
  }

  /** Below this many a gate cannot tell. */
  int minimumCustomers() {
    return (int) of(GateSetting.GATE_MIN_CUSTOMERS);
  }

  /** Of the mean absolute error over the champion's, at the upper end of the interval, relative. */
  double holdoutMargin() {
    return of(GateSetting.GATE_HOLDOUT_MARGIN);
  }

  /** Of the relative bias in either direction, at the end of its interval that is nearer to 0. */
  double bias() {
    return of(GateSetting.GATE_BIAS);
  }

  /** Of its size over the champion's, at the upper end of the interval. */
  double biasMargin() {
    return of(GateSetting.GATE_BIAS_MARGIN);
  }

  /** Of a decile's difference, beyond chance, relative to the larger of predicted and actual. */
  double calibration() {
    return of(GateSetting.GATE_CALIBRATION);
  }

  /** Of the relative change of the replayed customers' summed CLV. */
  double replayTotal() {
    return of(GateSetting.GATE_REPLAY_TOTAL);
  }

  /** Of the share of customers that change their tier. */
  double replayMoved() {
    return of(GateSetting.GATE_REPLAY_MOVED);
  }

  /** Of the share of served inputs outside of what it was fitted on. */
  double outsideFitted() {
    return of(GateSetting.GATE_OUTSIDE_FITTED);
  }

  /** Of one prediction, at the 99th percentile. */
  Duration latency() {
    return Duration.ofMillis((long) of(GateSetting.GATE_LATENCY_MS));
  }

  /** How far back logged requests are replayed. */
  int replayDays() {
    return (int) of(GateSetting.REPLAY_DAYS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GateLimits limits && values.equals(limits.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** By the names that a policy has for them. */
  @Override
  public String toString() {
    SortedMap<String, Double> byName = new TreeMap<>();
    values.forEach((setting, value) -> byName.put(setting.policyName(), value));
    return byName.toString();
  }
}
