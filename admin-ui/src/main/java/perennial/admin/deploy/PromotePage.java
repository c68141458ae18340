package perennial.admin.deploy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.CalibrationChart;
import perennial.admin.chart.ChangeBars;
import perennial.admin.chart.EffectBar;
import perennial.admin.gates.GateTable;
import perennial.admin.model.Comparison;
import perennial.admin.model.ModelBar;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.When;
import perennial.admin.table.TableView;

/**
 * Should I press it?
 *
 * @param comparison with the champion; null when there is none or the candidate is it
 * @param deciles the candidate's own calibration where there is nothing to compare it with
 * @param gates that the worker ran; null when it ran none
 * @param replay of logged requests through both; null when it was not run
 * @param conflict who deployed meanwhile; null unless that happened
 */
public record PromotePage(
    ModelBar bar,
    String model,
    Link candidate,
    String title,
    String sub,
    @Nullable Link champion,
    @Nullable Comparison comparison,
    @Nullable CalibrationChart deciles,
    List<Check> checks,
    String checksSummary,
    @Nullable GateTable gates,
    @Nullable ReplayText replay,
    DeployForm form,
    @Nullable Conflict conflict) {

  /**
   * One question asked of the candidate.
   *
   * @param state {@code pass}, {@code warn}, {@code fail} or {@code unknown}
   */
  public record Check(String state, String word, String name, String evidence) {}

  /**
   * The form that deploys.
   *
   * @param sequence of the deployment it would replace
   * @param now what it replaces, in words
   * @param choices the parts that the version can take
   * @param percent share of a challenger, in percent
   * @param kept what may go on beside a new champion
   * @param errors what is wrong with the last try
   * @param blocked why it must not be pressed; null when it may
   */
  public record DeployForm(
      String action,
      String sequence,
      String now,
      String version,
      List<Choice> choices,
      String percent,
      List<Kept> kept,
      String reason,
      FormErrors errors,
      @Nullable String blocked,
      @Nullable PassOver passOver,
      String button) {}

  /**
   * Deploying in spite of gates that did not pass.
   *
   * @param text what is passed over
   * @param checked whether it was ticked
   */
  public record PassOver(String text, boolean checked) {}

  /** What would change for the customers of the replayed requests. */
  public record ReplayText(
      String title,
      String sub,
      ChangeBars changes,
      TableView<Move> moves,
      TableView<SegmentRow> segments) {}

  /** Customers that go from one tier to another. */
  public record Move(String from, String to, String customers, String value) {}

  /** Money of one segment by both. */
  public record SegmentRow(
      String segment,
      String customers,
      String champion,
      String candidate,
      String difference,
      String change,
      EffectBar bar) {}

  /**
   * A part that the version can take.
   *
   * @param effect what it does, in words
   * @param share whether it takes a share of the customers
   */
  public record Choice(String value, String name, String effect, boolean share, boolean checked) {}

  /** What may go on beside a new champion. */
  public record Kept(String field, String label, boolean checked) {}

  /** The deployment that won a race. */
  public record Conflict(String serves, String by, When at, String reason, String sequence) {}
}
