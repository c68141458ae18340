package perennial.admin.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.EffectBar;
import perennial.admin.chart.NullBand;
import perennial.admin.chart.Overlay;
import perennial.admin.model.ModelBar;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.table.TableView;

/**
 * One measured window of one model, or why there is none.
 *
 * @param tone {@code ok}, {@code warn}, {@code bad} or {@code unknown}
 * @param title the answer to "do customers still look like those it was fitted to?"
 * @param window null when none was measured there
 */
public record DriftPage(
    ModelBar bar, String tone, String title, String sub, Picker picker, @Nullable Window window) {

  /**
   * Which window is shown, and the way to the others.
   *
   * @param period {@code day} or {@code week}
   * @param cells the newest windows, oldest first
   */
  public record Picker(
      String action,
      String period,
      String start,
      String heading,
      List<Cell> cells,
      @Nullable Link before,
      @Nullable Link after,
      List<Choice> periods) {}

  /** One window as a small square. */
  public record Cell(String tone, String tip, String href, boolean current, String label) {}

  /** A period to switch to. */
  public record Choice(Link link, boolean current) {}

  /**
   * What was measured.
   *
   * @param figures what moved most, large
   * @param flows what may alert, ranked by verdict and effect on predicted value
   * @param stocks what moves by itself
   */
  public record Window(
      List<Figure> figures,
      TableView<Row> flows,
      String flowsNote,
      TableView<Row> stocks,
      @Nullable Mix mix,
      List<Quality> quality,
      String alerts,
      String json,
      String mixCsv,
      String qualityCsv) {}

  /** A feature drawn large. */
  public record Figure(
      String name, String segment, Mark mark, Overlay overlay, String note, String href) {}

  /**
   * One feature of one segment.
   *
   * @param overlay null when no distribution was kept
   * @param psiBand null without a PSI
   * @param bar null without an effect
   * @param test what gave p, in words
   * @param quiet why it raised no alert though it drifted; empty when it did, or did not drift
   */
  public record Row(
      String name,
      String segment,
      String href,
      String customers,
      @Nullable Overlay overlay,
      @Nullable NullBand psiBand,
      String psi,
      String psiNull,
      String p,
      String test,
      @Nullable EffectBar bar,
      String effect,
      String money,
      String means,
      String missing,
      Mark mark,
      String quiet,
      boolean measured) {}

  /** Lifecycle stage by status. */
  public record Mix(List<String> statuses, List<MixRow> rows, String note) {}

  /** One stage. */
  public record MixRow(String stage, List<MixCellText> cells) {}

  /**
   * One cell.
   *
   * @param tone {@code unknown} below the minimum of customers
   */
  public record MixCellText(
      String share,
      String reference,
      String change,
      String customers,
      String tone,
      EffectBar bar) {}

  /** Requests or events of one kind. */
  public record Quality(String kind, String count, String rate) {}
}
