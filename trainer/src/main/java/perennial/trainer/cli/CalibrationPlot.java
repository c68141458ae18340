package perennial.trainer.cli;

import java.util.List;
import java.util.Locale;
import perennial.evaluation.CalibrationReport;
import perennial.trainer.CalibrationRun;

/** Histograms of the PIT as SVG: one row a model, one column a quantity. */
final class CalibrationPlot {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 130;
  private static final int MARGIN = 30;
  private static final int CELL_WIDTH = WIDTH + MARGIN;
  private static final int CELL_HEIGHT = HEIGHT + 80;

  /** Density at the top of a histogram. */
  private static final double TOP = 2;

  private final StringBuilder svg = new StringBuilder();

  private CalibrationPlot() {}

  static String of(List<CalibrationRun.Result> results) {
    int columns = results.stream().mapToInt(r -> r.quantities().size()).max().orElse(1);
    CalibrationPlot plot = new CalibrationPlot();
    int width = columns * CELL_WIDTH + MARGIN;
    int height = results.size() * CELL_HEIGHT + 10;
    plot.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">",
        width, height, width, height);
    plot.add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
    for (int row = 0; row < results.size(); row++) {
      int top = row * CELL_HEIGHT;
      plot.add(
          "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>",
          MARGIN, top + 18, CalibrationText.heading(results.get(row)));
      int column = 0;
      for (var quantity : results.get(row).quantities().entrySet()) {
        plot.histogram(
            MARGIN + column++ * CELL_WIDTH, top + 45, quantity.getKey(), quantity.getValue());
      }
    }
    return plot.add("</svg>").svg.toString();
  }

  private void histogram(int left, int top, String name, CalibrationReport report) {
    int bins = report.histogram().size();
    double bar = (double) WIDTH / bins;
    int bottom = top + HEIGHT;
    add(
        "<text x=\"%d\" y=\"%d\">%s: distance %.4f, 95 %% band %.4f</text>",
        left, top - 8, name, report.distance(), report.band());
    // Where a bin of a right model falls 95 times in 100.
    double spread = 1.96 * Math.sqrt((bins - 1.0) / report.customers());
    add(
        "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"#e6e6e6\"/>",
        left, y(bottom, 1 + spread), WIDTH, y(bottom, 1 - spread) - y(bottom, 1 + spread));
    for (int i = 0; i < bins; i++) {
      double density = report.histogram().get(i) * bins;
      add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#3b6ea5\""
              + " fill-opacity=\"0.75\"/>",
          left + i * bar + 1, y(bottom, density), bar - 2, bottom - y(bottom, density));
    }
    add(
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#333\""
            + " stroke-dasharray=\"4 3\"/>",
        left, y(bottom, 1), left + WIDTH, y(bottom, 1));
    add(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#333\"/>",
        left, bottom, left + WIDTH, bottom);
    for (int i = 0; i <= 2; i++) {
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%.1f</text>",
          left + i * WIDTH / 2, bottom + 14, i / 2.0);
    }
  }

  private static double y(int bottom, double density) {
    return bottom - HEIGHT * Math.clamp(density / TOP, 0, 1);
  }

  private CalibrationPlot add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    return this;
  }
}
