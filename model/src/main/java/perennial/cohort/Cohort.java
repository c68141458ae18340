package perennial.cohort;

import java.util.Optional;

/**
 * Customers by where they came from: all of them, those of a channel, of a channel and market, or
 * of a channel, market and device. What is empty is not told apart.
 */
public record Cohort(String channel, String market, String device) {
  public static final Cohort EVERYBODY = new Cohort("", "", "");

  /** The narrowest cohort that this much is known for: what follows an unknown is dropped. */
  public Cohort {
    market = channel.isEmpty() ? "" : market;
    device = market.isEmpty() ? "" : device;
  }

  /** The next wider one; empty for all customers. */
  public Optional<Cohort> parent() {
    if (channel.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        market.isEmpty() ? EVERYBODY : new Cohort(channel, device.isEmpty() ? "" : market, ""));
  }

  /** In words, such as {@code channel=email, market=DE}. */
  @Override
  public String toString() {
    if (channel.isEmpty()) {
      return "all customers";
    }
    return "channel="
        + channel
        + (market.isEmpty() ? "" : ", market=" + market)
        + (device.isEmpty() ? "" : ", device=" + device);
  }
}
