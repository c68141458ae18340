package perennial.admin.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import perennial.admin.chart.HeatTable;
import perennial.admin.page.Formats;
import perennial.evaluation.charts.HeatCell;
import perennial.evaluation.charts.HeatMap;

/**
 * What the model makes of frequency and recency.
 *
 * @param about of whom the maps are
 */
public record HeatFigure(
    String says,
    String about,
    HeatTable alive,
    HeatTable purchases,
    String purchasesHeading,
    String csv) {
  static HeatFigure of(HeatMap map, String base) {
    return new HeatFigure(
        says(map),
        about(map),
        HeatTable.alive(map),
        HeatTable.purchases(map),
        "Expected purchases in %s".formatted(Formats.count(map.horizonDays(), "day", "days")),
        base + "/charts/heat-map.csv");
  }

  private static String about(HeatMap map) {
    String customers =
        "Customers whose first purchase was %s before the end of the data"
            .formatted(Formats.count(Math.round(map.age()), "day", "days"));
    return map.covariates().isEmpty()
        ? customers + "."
        : customers
            + ", with the mean of every covariate: "
            + map.covariates().entrySet().stream()
                .map(HeatFigure::covariate)
                .collect(Collectors.joining(", "))
            + ".";
  }

  private static String covariate(Map.Entry<String, Double> c) {
    return c.getKey() + " " + Formats.significant(c.getValue());
  }

  /** Two customers who bought as often, one lately and one half of the time ago. */
  private static String says(HeatMap map) {
    int often = map.frequencies().get(map.frequencies().size() / 2);
    List<HeatCell> column =
        map.cells().stream()
            .filter(c -> c.frequency() == often && often > 0)
            .sorted(Comparator.comparingDouble(HeatCell::recency))
            .toList();
    if (column.size() < 2) {
      return "P(alive) and expected purchases by frequency and recency";
    }
    HeatCell late = column.getLast();
    HeatCell early =
        column.stream()
            .min(Comparator.comparingDouble(c -> Math.abs(c.recency() - map.age() / 2)))
            .orElseThrow();
    return "After %s, a customer who has just bought is alive with %s; one silent for %s with %s"
        .formatted(
            Formats.count(often, "repeat purchase", "repeat purchases"),
            percent(late.probabilityAlive()),
            Formats.count(Math.round(map.age() - early.recency()), "day", "days"),
            percent(early.probabilityAlive()));
  }

  private static String percent(double share) {
    return Formats.decimal(100 * share, 0) + " %";
  }
}
