package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import perennial.admin.page.Formats;
import perennial.evaluation.charts.HeatCell;
import perennial.evaluation.charts.HeatMap;

/**
 * A heat map as a table whose cells have one of {@value #CLASSES} shades of one hue, dark to light
 * or light to dark with the theme, always away from the page for more.
 *
 * @param columns frequencies
 * @param rows by recency, the longest first
 * @param legend the least number of every shade, in order
 */
public record HeatTable(List<String> columns, List<Row> rows, List<Shade> legend) {
  private static final int CLASSES = 8;

  /** One recency. */
  public record Row(String recency, List<Cell> cells) {}

  /**
   * One combination.
   *
   * @param shade {@code h0} to {@code h7}, or {@code none} where no history can be
   * @param text empty then
   */
  public record Cell(String shade, String text) {}

  /** A shade and where it begins. */
  public record Shade(String shade, String from) {}

  /** P(alive), in equal steps from 0 to 1. */
  public static HeatTable alive(HeatMap map) {
    return of(map, HeatCell::probabilityAlive, new Shades(1, 1), v -> Formats.decimal(v, 2));
  }

  /** Expected purchases, in steps that widen upwards, as most customers are near 0. */
  public static HeatTable purchases(HeatMap map) {
    double most = map.cells().stream().mapToDouble(HeatCell::expectedPurchases).max().orElse(1);
    int digits = most >= 100 ? 0 : most >= 10 ? 1 : 2;
    return of(
        map,
        HeatCell::expectedPurchases,
        new Shades(Math.max(most, 1e-9), 2),
        v -> Formats.decimal(v, digits));
  }

  private record Shades(double most, double power) {
    String of(double value) {
      double share = Math.pow(Math.clamp(value / most, 0, 1), 1 / power);
      return "h" + Math.min(CLASSES - 1, (int) (share * CLASSES));
    }

    double from(int shade) {
      return most * Math.pow((double) shade / CLASSES, power);
    }
  }

  private static HeatTable of(
      HeatMap map, ToDoubleFunction<HeatCell> value, Shades shades, DoubleFunction<String> text) {
    List<Row> rows = new ArrayList<>();
    for (double recency : map.recencies().reversed()) {
      List<Cell> cells =
          map.frequencies().stream().map(x -> cell(map, x, recency, value, shades, text)).toList();
      rows.add(new Row(Formats.count(Math.round(recency)), cells));
    }
    List<Shade> legend = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      legend.add(new Shade("h" + i, text.apply(shades.from(i))));
    }
    return new HeatTable(
        map.frequencies().stream().map(x -> Formats.count(x)).toList(), rows, legend);
  }

  private static Cell cell(
      HeatMap map,
      int x,
      double recency,
      ToDoubleFunction<HeatCell> value,
      Shades shades,
      DoubleFunction<String> text) {
    return map.cells().stream()
        .filter(c -> c.frequency() == x && c.recency() == recency)
        .findFirst()
        .map(c -> new Cell(shades.of(value.applyAsDouble(c)), text.apply(value.applyAsDouble(c))))
        .orElse(new Cell("none", ""));
  }
}
