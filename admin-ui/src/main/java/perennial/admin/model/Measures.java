package perennial.admin.model;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.ChangeBar;
import perennial.admin.model.Comparison.Measure;
import perennial.admin.page.Formats;
import perennial.evaluation.HoldoutMeasures;
import perennial.evaluation.HoldoutReport;

/** The holdout measures of two versions as rows. */
final class Measures {
  /** Smaller relative changes are called the same. */
  private static final double NOTHING = 0.005;

  private Measures() {}

  static List<Measure> rows(
      @Nullable HoldoutReport a, @Nullable HoldoutReport b, boolean comparable) {
    return List.of(
        lower(
            "Mean absolute error",
            "purchases per customer",
            HoldoutMeasures::mae,
            a,
            b,
            comparable),
        lower(
            "Root mean squared error",
            "purchases per customer",
            HoldoutMeasures::rmse,
            a,
            b,
            comparable),
        total(a, b, comparable),
        gini(a, b, comparable));
  }

  private static Measure lower(
      String name,
      String unit,
      ToDoubleFunction<HoldoutMeasures> of,
      @Nullable HoldoutReport a,
      @Nullable HoldoutReport b,
      boolean comparable) {
    double left = a == null ? Double.NaN : of.applyAsDouble(a.model());
    double right = b == null ? Double.NaN : of.applyAsDouble(b.model());
    double change = right / left - 1;
    return measure(
        name,
        unit,
        text(a, left, 4),
        text(b, right, 4),
        comparable && left > 0,
        change,
        Formats.signedPercent(change));
  }

  private static Measure gini(
      @Nullable HoldoutReport a, @Nullable HoldoutReport b, boolean comparable) {
    double left = a == null ? Double.NaN : a.model().gini();
    double right = b == null ? Double.NaN : b.model().gini();
    double change = right / left - 1;
    return measure(
        "Normalised Gini",
        "1 ranks perfectly, 0 at random",
        text(a, left, 4),
        text(b, right, 4),
        comparable && left > 0,
        -change,
        Formats.signedPercent(change));
  }

  /** The error of the total; the change is in points of the actual total. */
  private static Measure total(
      @Nullable HoldoutReport a, @Nullable HoldoutReport b, boolean comparable) {
    double left = off(a);
    double right = off(b);
    double change = Math.abs(right) - Math.abs(left);
    return measure(
        "Bias of the total",
        "predicted against actual purchases",
        Double.isNaN(left) ? "–" : Formats.signedPercent(left),
        Double.isNaN(right) ? "–" : Formats.signedPercent(right),
        comparable && !Double.isNaN(change),
        change,
        Formats.signed(change * 100, 1) + " points");
  }

  private static double off(@Nullable HoldoutReport h) {
    return h == null || h.actualPurchases() == 0
        ? Double.NaN
        : h.model().predictedPurchases() / h.actualPurchases() - 1;
  }

  private static Measure measure(
      String name,
      String unit,
      String left,
      String right,
      boolean comparable,
      double worsening,
      String change) {
    if (!comparable) {
      return new Measure(name, unit, left, right, null, "", "not comparable");
    }
    String word = worsening < -NOTHING ? "better" : worsening > NOTHING ? "worse" : "same";
    return new Measure(name, unit, left, right, ChangeBar.of(worsening, word), change, word);
  }

  private static String text(@Nullable HoldoutReport h, double value, int digits) {
    return h == null ? "–" : Formats.decimal(value, digits);
  }
}
