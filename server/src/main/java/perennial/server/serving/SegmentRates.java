package perennial.server.serving;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import perennial.registry.ledger.CustomerState;

/**
 * Annual discount rates by how long ago a customer last bought: the longer, the less sure is what
 * is still to come. A customer who never bought has no segment.
 */
public record SegmentRates(Map<Segment, Double> rates) {
  /** The version's own rate for everybody. */
  public static final SegmentRates NONE = new SegmentRates(Map.of());

  /** A customer's status by days since the last purchase. */
  public enum Segment {
    ACTIVE(30),
    LAGGING(90),
    DORMANT(180),
    CHURN_RISK(Long.MAX_VALUE);

    private final long mostDays;

    Segment(long mostDays) {
      this.mostDays = mostDays;
    }

    /** The name in settings, such as {@code churn-risk}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Segment ofDays(long daysSinceLastPurchase) {
      for (Segment segment : values()) {
        if (daysSinceLastPurchase <= segment.mostDays) {
          return segment;
        }
      }
      return CHURN_RISK;
    }
  }

  /**
   * @throws IllegalArgumentException naming the first rate that is not in [0, 10]
   */
  public SegmentRates {
    rates = rates.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(rates));
    rates.forEach((segment, rate) -> {
      if (!(0 <= rate && rate <= 10)) {
        throw new IllegalArgumentException(
            "rate %s of %s must be in [0, 10]".formatted(rate, segment.label()));
      }
    });
  }

  /**
   * Rates such as {@code active=0.08,churn-risk=0.20}; segments that are not named have none.
   *
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public static SegmentRates parse(String text) {
    Map<Segment, Double> rates = new EnumMap<>(Segment.class);
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String[] pair = part.strip().split("=", -1);
      if (pair.length != 2 || rates.put(segment(pair[0].strip()), number(pair[1])) != null) {
        throw new IllegalArgumentException(
            "'%s' must be one rate for one segment, such as active=0.08".formatted(part.strip()));
      }
    }
    return new SegmentRates(rates);
  }

  private static Segment segment(String label) {
    for (Segment segment : Segment.values()) {
      if (segment.label().equals(label)) {
        return segment;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is none of active, lagging, dormant, churn-risk".formatted(label));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("rate '%s' is no number".formatted(text.strip()), e);
    }
  }

  public boolean isEmpty() {
    return rates.isEmpty();
  }

  /** The rate of a customer; empty for the version's. */
  OptionalDouble of(CustomerState state, LocalDate today) {
    if (rates.isEmpty() || state.lastPurchaseDay().isEmpty()) {
      return OptionalDouble.empty();
    }
    long days = today.toEpochDay() - state.lastPurchaseDay().get().toEpochDay();
    @Nullable Double rate = rates.get(Segment.ofDays(days));
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }
}
