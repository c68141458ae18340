package perennial.admin.accuracy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.DecileChart;
import perennial.admin.chart.History;
import perennial.admin.chart.Whisker;
import perennial.admin.model.ModelBar;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.table.TableView;

/**
 * How far one version's predictions were from what customers then did.
 *
 * @param versions that have a report
 * @param horizons all customers, by weeks
 * @param grid lifecycle stage by status at the chosen weeks; null without cells
 * @param others every other segment at the chosen weeks; null without a report
 * @param calibration of the newest window; null without a ledger
 * @param overTime ratio of actual to predicted by decile and window; null without windows
 */
public record AccuracyPage(
    ModelBar bar,
    String tone,
    String title,
    String sub,
    List<Choice> versions,
    List<Row> horizons,
    List<Choice> weeks,
    String chosen,
    @Nullable Grid grid,
    @Nullable TableView<Row> others,
    @Nullable History history,
    @Nullable Calibration calibration,
    @Nullable Ratios overTime,
    String json,
    String csv) {

  /** Something to switch to. */
  public record Choice(Link link, boolean current) {}

  /**
   * One horizon or segment.
   *
   * @param whisker null where nothing was measured
   * @param biasWords such as {@code over-predicted by 13.3 %}; empty where it cannot be told
   * @param against change over the version's holdout error
   */
  public record Row(
      String name,
      String customers,
      String predicted,
      String actual,
      String bias,
      String biasWords,
      String biasInterval,
      String mae,
      String maeInterval,
      @Nullable Whisker whisker,
      String holdout,
      String against,
      String value,
      String valueActual,
      Mark mark) {}

  /** Stage by status. */
  public record Grid(List<String> statuses, List<GridRow> rows) {}

  /** One stage. */
  public record GridRow(String stage, List<Cell> cells) {}

  /**
   * One cell.
   *
   * @param bias where it matters, in words; else empty
   * @param tone of the verdict on the error alone
   * @param whisker null where nothing was measured
   */
  public record Cell(
      String mae,
      String against,
      String detail,
      String bias,
      @Nullable Whisker whisker,
      String tone,
      Mark mark) {}

  /** The newest window by decile. */
  public record Calibration(Link window, DecileChart chart) {}

  /** A table of ratios. */
  public record Ratios(List<Link> windows, List<RatioRow> rows) {}

  /** One decile. */
  public record RatioRow(String decile, List<Ratio> cells) {}

  /**
   * Actual over predicted.
   *
   * @param tone {@code high} or {@code low} where it is so beyond chance, else {@code within}
   */
  public record Ratio(String text, String tone, String tip) {}
}
