package perennial.admin.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.Timeline;
import perennial.admin.model.Badge;
import perennial.admin.model.Fleet;
import perennial.admin.model.PeriodRow;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.When;
import perennial.admin.table.TableView;

/**
 * The first page.
 *
 * @param tone {@code ok}, {@code warn} or {@code bad}
 * @param title the answer to "is all well?"
 * @param checked when this was read
 * @param traffic what the figures of traffic are; empty when nothing serves
 */
public record OverviewPage(
    String tone,
    String title,
    String checked,
    List<ModelRow> models,
    String traffic,
    List<Notice> notices,
    @Nullable Timeline timeline,
    TableView<PeriodRow> periods,
    TableView<ServerRow> servers) {

  /**
   * One model.
   *
   * @param champion null when nothing serves
   * @param asked how much lately; null when nothing serves
   * @param rivals challenger and shadow
   * @param accuracy of predictions that have matured
   * @param holdout the horizon of that, and what it was judged by before
   * @param watched its open alerts and its newest measured window
   */
  public record ModelRow(
      Link name,
      String family,
      @Nullable Link champion,
      @Nullable When since,
      String by,
      String reason,
      @Nullable Asked asked,
      List<Rival> rivals,
      @Nullable Fleet fleet,
      Mark accuracy,
      String accuracyHref,
      String holdout,
      Watched watched,
      @Nullable String rollBack) {}

  /**
   * What the worker says about a model.
   *
   * @param mark its open alerts; where there are none, what the newest window shows
   * @param alerts where they are listed; empty where there are none
   * @param window the newest that was measured; null when none was
   */
  public record Watched(Mark mark, String alerts, @Nullable Link window) {}

  /**
   * How much a model is asked.
   *
   * @param detail latency and failures
   */
  public record Asked(String rate, String detail, boolean quiet) {}

  /** A challenger or a shadow. */
  public record Rival(Link version, Badge badge) {}

  /**
   * Something for a person to look at or decide.
   *
   * @param tone {@code decide}, {@code warn} or {@code bad}
   * @param led the retraining that it led to; null when it led to none
   */
  public record Notice(
      String tone, String word, Link subject, String detail, Link action, @Nullable Led led) {
    Notice(String tone, String word, Link subject, String detail, Link action) {
      this(tone, word, subject, detail, action, null);
    }
  }

  /**
   * A retraining.
   *
   * @param version what it made; null when it has made none
   * @param gates of that version, in words
   */
  public record Led(Link run, @Nullable Link version, String gates) {}

  /** What one server says about one model. */
  public record ServerRow(Link model, String wanted, Fleet.Server server) {}
}
