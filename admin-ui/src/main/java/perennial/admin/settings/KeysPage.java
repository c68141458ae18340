package perennial.admin.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.When;
import perennial.admin.session.ShownOnce;
import perennial.admin.table.TableView;

/**
 * The keys of programs.
 *
 * @param secret the key that was just made; null when none was
 * @param name as typed for a new key
 */
public record KeysPage(
    String title,
    TableView<Row> keys,
    List<Scope> scopes,
    @Nullable ShownOnce secret,
    @Nullable String note,
    FormErrors errors,
    String name) {

  /**
   * One key.
   *
   * @param refused whether its revocation was just refused
   * @param reason as typed for that
   */
  public record Row(
      String name, String scopes, When since, String by, boolean refused, String reason) {}

  /** What a key can allow. */
  public record Scope(String value, String allows, boolean checked) {}
}
