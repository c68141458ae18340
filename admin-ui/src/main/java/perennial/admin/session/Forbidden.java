package perennial.admin.session;

import java.util.Locale;
import perennial.registry.Role;

/** Somebody's role does not allow what was asked for. */
public final class Forbidden extends RuntimeException {
  private static final long serialVersionUID = 1;

  Forbidden(Access needed, Role has) {
    super(
        "it is for the role %s, and yours is %s; an admin can change it on the settings page"
            .formatted(needed.name().toLowerCase(Locale.ROOT), has.text()));
  }
}
