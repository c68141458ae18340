package perennial.admin.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.Timeline;
import perennial.admin.chart.VersionsChart;
import perennial.admin.page.Link;
import perennial.admin.page.When;
import perennial.admin.table.TableView;

/**
 * One model with all its versions and deployments.
 *
 * @param bar the way to its other pages
 * @param note what has just been done; null when nothing was
 * @param errors their error; null when fewer than two were judged
 */
public record ModelPage(
    ModelBar bar,
    String model,
    String title,
    String sub,
    @Nullable Fleet fleet,
    @Nullable String note,
    @Nullable String rollBack,
    @Nullable Link review,
    TableView<VersionRow> versions,
    boolean canCompare,
    @Nullable VersionsChart errors,
    @Nullable Timeline timeline,
    TableView<DeploymentRow> deployments) {

  /** One version. */
  public record VersionRow(
      String number,
      Link link,
      List<Badge> badges,
      String family,
      String customers,
      String transactions,
      String window,
      String mae,
      String bias,
      String gini,
      When registered,
      String by,
      boolean checkedA,
      boolean checkedB) {}

  /** One deployment. */
  public record DeploymentRow(
      String sequence,
      Link champion,
      String rivals,
      When at,
      String by,
      String reason,
      boolean live) {}
}
