package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import perennial.admin.page.Formats;

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

  /** A round number on the scale, and how it is written. */
  record Tick(double value, String text) {}

  /** Round numbers from the start of a scale that begins at 0 to its end. */
  List<Tick> ticks() {
    double step = step(to / 5);
    int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= to * (1 + 1e-9); i++) {
      ticks.add(new Tick(i * step, Formats.decimal(i * step, digits)));
    }
    return ticks;
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
