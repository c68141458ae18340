package perennial.admin.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.CalibrationChart;
import perennial.admin.chart.ChangeBar;
import perennial.admin.chart.IntervalPair;
import perennial.admin.chart.OverlayChart;

/**
 * A reference version (left) and another one (right) side by side.
 *
 * @param comparable whether both were judged on the same held-out customers and days
 * @param why they are not, or what they were judged on
 * @param verdict in words
 * @param limits which figures are not comparable, and why
 * @param better measures on which the right one is better; {@code worse} likewise
 */
public record Comparison(
    String left,
    String right,
    boolean comparable,
    String why,
    String verdict,
    int better,
    int worse,
    List<Measure> measures,
    List<ParameterRow> parameters,
    String parameterNote,
    List<FactRow> facts,
    List<String> limits,
    @Nullable CalibrationChart leftDeciles,
    @Nullable CalibrationChart rightDeciles,
    @Nullable OverlayChart overlay) {

  /**
   * One measure of both.
   *
   * @param change null when they are not comparable
   */
  public record Measure(
      String name,
      String unit,
      String left,
      String right,
      @Nullable ChangeBar bar,
      String change,
      String word) {}

  /** One parameter of both with 95 % intervals. */
  public record ParameterRow(
      String name,
      String left,
      String leftError,
      String right,
      String rightError,
      IntervalPair intervals,
      String change) {}

  /** One fact of both. */
  public record FactRow(String name, String left, String right, boolean differs) {}
}
