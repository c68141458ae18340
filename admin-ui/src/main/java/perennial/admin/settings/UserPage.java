package perennial.admin.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.When;
import perennial.admin.session.ShownOnce;

/**
 * One user and what can be done about them.
 *
 * @param act which form was sent; empty for none
 * @param reason as typed into it
 */
public record UserPage(
    String name,
    String title,
    String sub,
    boolean disabled,
    When since,
    List<UsersPage.RoleChoice> roles,
    @Nullable ShownOnce secret,
    @Nullable String note,
    FormErrors errors,
    String act,
    String reason) {}
