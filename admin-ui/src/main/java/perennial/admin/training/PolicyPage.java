package perennial.admin.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.ModelBar;
import perennial.admin.page.Field;
import perennial.admin.page.FormErrors;

/**
 * When a model retrains by itself, and what becomes of the outcome.
 *
 * @param note what has just been done; null when nothing was
 * @param limits of the gates
 * @param own how many of them are the policy's, in words; empty for none
 * @param kept settings that the form does not ask for, as {@code --name value}
 * @param errors what is wrong with the last try
 */
public record PolicyPage(
    ModelBar bar,
    String title,
    @Nullable String note,
    String action,
    Field everyDays,
    boolean onAlert,
    Field dailyBudget,
    Field coolDownHours,
    List<Choice> then,
    String percent,
    List<String> families,
    String family,
    Field holdoutDays,
    List<Field> limits,
    String own,
    List<String> kept,
    String reason,
    FormErrors errors) {

  /** What may become of a version that passed. */
  public record Choice(String value, String name, String effect, boolean checked) {}
}
