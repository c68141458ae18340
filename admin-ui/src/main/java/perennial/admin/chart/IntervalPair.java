package perennial.admin.chart;

import org.jspecify.annotations.Nullable;

/**
 * Two estimates with their 95 % intervals on one axis.
 *
 * @param reference drawn in grey; null when there is none
 */
public record IntervalPair(@Nullable Interval reference, @Nullable Interval ours) {
  private static final double WIDTH_95 = 1.959964;

  /** Coordinates as SVG percentages. */
  public record Interval(String low, String high, String middle) {}

  /** One estimate; a standard error of 0 draws the point alone. */
  public record Estimate(double value, double standardError) {
    double low() {
      return value - WIDTH_95 * standardError;
    }

    double high() {
      return value + WIDTH_95 * standardError;
    }
  }

  public static IntervalPair of(@Nullable Estimate reference, @Nullable Estimate ours) {
    double low = Math.min(low(reference), low(ours));
    double high = Math.max(high(reference), high(ours));
    if (!(low <= high)) {
      return new IntervalPair(null, null);
    }
    double margin = low < high ? (high - low) * 0.06 : Math.max(1e-9, Math.abs(low) * 0.1);
    Scale x = new Scale(low - margin, high + margin);
    return new IntervalPair(interval(reference, x), interval(ours, x));
  }

  private static @Nullable Interval interval(@Nullable Estimate e, Scale x) {
    return e == null
        ? null
        : new Interval(x.percent(e.low()), x.percent(e.high()), x.percent(e.value()));
  }

  private static double low(@Nullable Estimate e) {
    return e == null ? Double.POSITIVE_INFINITY : e.low();
  }

  private static double high(@Nullable Estimate e) {
    return e == null ? Double.NEGATIVE_INFINITY : e.high();
  }
}
