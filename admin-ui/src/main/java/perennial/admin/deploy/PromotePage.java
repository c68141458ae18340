package perennial.admin.deploy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.CalibrationChart;
import perennial.admin.model.Comparison;
import perennial.admin.page.Link;
import perennial.admin.page.When;

/**
 * Should I press it?
 *
 * @param comparison with the champion; null when there is none or the candidate is it
 * @param deciles the candidate's own calibration where there is nothing to compare it with
 * @param conflict who deployed meanwhile; null unless that happened
 */
public record PromotePage(
    String model,
    Link candidate,
    String title,
    String sub,
    @Nullable Link champion,
    @Nullable Comparison comparison,
    @Nullable CalibrationChart deciles,
    List<Check> checks,
    String checksSummary,
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
   * @param error what is wrong with the last try; null when nothing is
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
      @Nullable String error,
      @Nullable String blocked,
      String button) {}

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
