package perennial.admin.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.CalibrationChart;
import perennial.admin.evidence.Evidence;
import perennial.admin.gates.GateTable;
import perennial.admin.page.Link;
import perennial.admin.table.TableView;

/**
 * One version with everything that is known about it.
 *
 * @param gates that the worker ran when it was registered; null when it ran none
 */
public record VersionPage(
    String model,
    String version,
    String title,
    String sub,
    List<Badge> badges,
    @Nullable Link promote,
    @Nullable String rollBack,
    List<String> warnings,
    List<Fact> lineage,
    List<Fact> runSettings,
    List<Fact> data,
    List<Fact> dropped,
    String droppedNote,
    List<Parameter> parameters,
    String parameterUnit,
    List<Fact> fit,
    List<Parameter> spendParameters,
    String spendKind,
    List<Fact> spend,
    List<Parameter> calibrationParameters,
    String calibrationEnd,
    @Nullable Holdout holdout,
    Evidence evidence,
    @Nullable Coefficients coefficients,
    @Nullable Groups groups,
    boolean ofCounts,
    @Nullable Retention retention,
    @Nullable GateTable gates,
    TableView<PeriodRow> served) {

  /** A name with its value. */
  public record Fact(String name, String value, boolean mono) {
    static Fact of(String name, String value) {
      return new Fact(name, value, false);
    }

    static Fact mono(String name, String value) {
      return new Fact(name, value, true);
    }
  }

  /** A parameter with its standard error and 95 % interval; empty when they are unknown. */
  public record Parameter(String name, String value, String error, String low, String high) {}

  /** What covariates and frequency do, and tests of it as sentences. */
  public record Coefficients(List<CoefficientRow> rows, List<String> notes) {}

  /** One coefficient; error, z and p are empty or "unknown" when the fit gave none. */
  public record CoefficientRow(
      String name, String part, String estimate, String error, String z, String p) {}

  /** Groups that borrow from each other; a value per parameter in each row and in the spread. */
  public record Groups(
      String column,
      List<String> parameters,
      List<GroupRow> rows,
      List<String> spread,
      String note) {}

  /** One group. */
  public record GroupRow(String name, String customers, List<String> values) {}

  /** How it did on the days after its calibration. */
  public record Holdout(
      String heading,
      String window,
      List<MeasureRow> rows,
      CalibrationChart byFrequency,
      CalibrationChart byDecile) {}

  /** A cohort under contract, beside the model and ahead of the data. */
  public record Retention(String heading, List<RetentionRow> rows) {}

  /** One renewal; {@code actual} is empty in the future. */
  public record RetentionRow(String period, String actual, String survival, String retention) {}

  /** The model or a baseline. */
  public record MeasureRow(
      String name,
      boolean ours,
      String predicted,
      String mae,
      String rmse,
      String bias,
      String gini) {}
}
