package perennial.admin.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.When;
import perennial.admin.session.ShownOnce;
import perennial.admin.table.TableView;

/**
 * Who may sign in.
 *
 * @param secret the one-time password that was just made; null when none was
 * @param name as typed for a new user
 */
public record UsersPage(
    String title,
    TableView<Row> users,
    List<RoleChoice> roles,
    @Nullable ShownOnce secret,
    @Nullable String note,
    FormErrors errors,
    String name) {

  /** One user. */
  public record Row(
      Link name, String role, String state, String tone, @Nullable When seen, When since) {}

  /** A role that can be given. */
  public record RoleChoice(String value, String may, boolean checked) {}
}
