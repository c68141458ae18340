package perennial.admin.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.ModelBar;

/**
 * When a model retrains by itself, and what becomes of the outcome.
 *
 * @param note what has just been done; null when nothing was
 * @param error what is wrong with the last try; null when nothing is
 */
public record PolicyPage(
    ModelBar bar,
    String title,
    @Nullable String note,
    String action,
    String everyDays,
    boolean onAlert,
    String dailyBudget,
    String coolDownHours,
    List<Choice> then,
    String percent,
    List<String> families,
    String family,
    String holdoutDays,
    String reason,
    @Nullable String error) {

  /** What may become of a version that passed. */
  public record Choice(String value, String name, String effect, boolean checked) {}
}
