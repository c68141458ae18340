package perennial.admin.chart;

import java.util.Locale;

/** A linear map from data to a share of the width or height of a chart. */
record Scale(double from, double to) {
  Scale {
    if (!(from < to)) {
      throw new IllegalArgumentException("scale from %s to %s is empty".formatted(from, to));
    }
  }

  /** From 0 to a round number at or above {@code max}. */
  static Scale fromZero(double max) {
    if (!(max > 0)) {
      return new Scale(0, 1);
    }
    double step = step(max / 5);
    return new Scale(0, Math.ceil(max / step - 1e-9) * step);
  }

  /** 1, 2 or 5 times a power of ten, at or above the wish. */
  static double step(double wish) {
    double power = Math.pow(10, Math.floor(Math.log10(wish)));
    double lead = wish / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }

  /** In {@code [0, 1]}, clipped. */
  double share(double value) {
    return Math.clamp((value - from) / (to - from), 0, 1);
  }

  /** As an SVG percentage. */
  String percent(double value) {
    return percentOf(share(value));
  }

  static String percentOf(double share) {
    return number(share * 100) + "%";
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value + 0.0);
  }
}
