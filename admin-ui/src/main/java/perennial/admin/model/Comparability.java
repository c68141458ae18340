package perennial.admin.model;

import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.admin.page.Prose;
import perennial.evaluation.HoldoutReport;

/** Whether two holdouts are the same one, and large enough to say anything. */
final class Comparability {
  /** Fewer customers, or purchases, than this say nothing about a difference. */
  private static final long ENOUGH = 200;

  private Comparability() {}

  /** Why two versions cannot be compared; null when they can. */
  static @Nullable String obstacle(
      String left, @Nullable HoldoutReport a, String right, @Nullable HoldoutReport b) {
    if (a == null || b == null) {
      return "Not comparable: %s was never judged on a holdout."
          .formatted(b == null ? right : left);
    }
    if (a.days() != b.days() || !a.end().equals(b.end())) {
      return Prose.of(
          "Not comparable: %s was judged on %d days to %s, %s on %d days to %s."
              .formatted(left, a.days(), a.end(), right, b.days(), b.end()));
    }
    if (a.customers() != b.customers() || a.actualPurchases() != b.actualPurchases()) {
      return "Not comparable: over the same days %s was judged on %s with %s purchases, %s on %s with %s."
          .formatted(
              left,
              Formats.count(a.customers(), "customer", "customers"),
              Formats.count(a.actualPurchases()),
              right,
              Formats.count(b.customers(), "customer", "customers"),
              Formats.count(b.actualPurchases()));
    }
    return enough(b) ? null : scarcity(b);
  }

  static boolean enough(HoldoutReport h) {
    return h.customers() >= ENOUGH && h.actualPurchases() >= ENOUGH;
  }

  static String scarcity(HoldoutReport h) {
    return "Not enough data: %s with %s held out; below %d of either, differences are noise."
        .formatted(
            Formats.count(h.customers(), "customer", "customers"),
            Formats.count(h.actualPurchases(), "purchase", "purchases"),
            ENOUGH);
  }
}
