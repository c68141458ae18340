package perennial.admin.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Field;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.When;
import perennial.admin.table.TableView;

/**
 * The runs, newest first, and the form that starts one.
 *
 * @param model that is filtered by; empty for all
 * @param policies one a model
 */
public record TrainingPage(
    String tone,
    String title,
    String model,
    List<String> models,
    TableView<Row> runs,
    String json,
    List<PolicyRow> policies,
    StartForm form) {

  /** One run. */
  public record Row(
      Link run,
      Link model,
      Mark state,
      String progress,
      String trigger,
      @Nullable Link alert,
      String actor,
      String reason,
      When requested,
      String took,
      @Nullable Link version,
      String outcome) {}

  /** What a model does by itself. */
  public record PolicyRow(Link model, String text, Link change) {}

  /**
   * The form.
   *
   * @param errors what is wrong with the last try
   */
  public record StartForm(
      String model,
      List<String> families,
      String family,
      Field holdoutDays,
      String reason,
      FormErrors errors) {}
}
