package perennial.admin.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.History;
import perennial.admin.chart.Overlay;
import perennial.admin.model.ModelBar;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.table.TableView;

/**
 * One feature of one segment: now, and over the windows before.
 *
 * @param overlay null when no distribution was kept or the window was not measured
 * @param charts its past, each with a heading
 * @param past the same as a table, newest first
 */
public record FeaturePage(
    ModelBar bar,
    String tone,
    String title,
    String sub,
    Link window,
    @Nullable Overlay overlay,
    List<Fact> facts,
    List<Chart> charts,
    TableView<Past> past,
    String json) {

  /** A name with its value. */
  public record Fact(String name, String value) {}

  /** A line over time. */
  public record Chart(String heading, String legend, History history) {}

  /** One window. */
  public record Past(
      Link window,
      Link version,
      String customers,
      String statistic,
      String psi,
      String psiNull,
      String mean,
      String effect,
      Mark mark,
      boolean current) {}
}
