package perennial.trainer.monitoring;

import java.util.Locale;

/** Numbers as people read them. */
final class Words {
  private Words() {}

  /** Such as {@code doubled}, {@code rose by 35 %} or {@code fell by 20 %}. */
  static String change(double before, double now) {
    double ratio = now / before;
    if (ratio >= 1.85 && ratio <= 2.15) {
      return "doubled";
    }
    if (ratio >= 0.46 && ratio <= 0.54) {
      return "halved";
    }
    return String.format(
        Locale.ROOT, "%s by %.0f %%", ratio >= 1 ? "rose" : "fell", 100 * Math.abs(ratio - 1));
  }

  /** Three figures. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f", value);
  }

  /** A change, such as {@code -31 %}. */
  static String percent(double change) {
    return String.format(Locale.ROOT, "%+.0f %%", 100 * change);
  }

  /** A share, such as {@code 0.4 %}. */
  static String share(double share) {
    return String.format(
        Locale.ROOT, share > 0 && share < 0.01 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  static String customers(long customers) {
    return String.format(Locale.ROOT, "%,d customers", customers);
  }

  static String spaced(String feature) {
    return feature.replace('_', ' ').replace(" clv", " CLV");
  }

  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
