package perennial.admin.evidence;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.chart.CalibrationChart;
import perennial.admin.page.Formats;
import perennial.monitoring.CalibrationDecile;

/** Predicted beside actual purchases by decile, with the interval of the actual ones. */
public record DecileFigure(String says, CalibrationChart chart, String csv) {
  static DecileFigure of(List<CalibrationDecile> deciles, String base) {
    return new DecileFigure(
        says(deciles), CalibrationChart.ofDeciles(deciles), base + "/charts/deciles.csv");
  }

  private static String says(List<CalibrationDecile> deciles) {
    List<String> off = new ArrayList<>();
    for (CalibrationDecile d : deciles) {
      if (d.predicted() < d.low() || d.predicted() > d.high()) {
        off.add(
            "%d (%s predicted, %s made)"
                .formatted(
                    d.decile(), Formats.decimal(d.predicted(), 2), Formats.decimal(d.actual(), 2)));
      }
    }
    String head =
        "In %d of %d deciles the prediction lies within the 95 %% interval of what was bought"
            .formatted(deciles.size() - off.size(), deciles.size());
    return off.isEmpty()
        ? head
        : "%s; not in decile %s"
                .formatted(head, String.join(", ", off.subList(0, Math.min(3, off.size()))))
            + (off.size() > 3 ? " and %d more".formatted(off.size() - 3) : "");
  }
}
