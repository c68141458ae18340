package perennial.admin.settings;

import java.util.Optional;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Prose;
import perennial.admin.session.Form;
import perennial.registry.AccountName;
import perennial.registry.Role;
import perennial.registry.Users;

/** A user to be, as typed. */
record NewUser(String name, String role) {
  /** What a fresh form shows. */
  static final NewUser BLANK = new NewUser("", Role.VIEWER.text());

  static NewUser of(Form form) {
    return new NewUser(form.text("name").strip(), form.text("role").strip());
  }

  FormErrors errors(Users users) {
    return FormErrors.NONE
        .with("name", AccountName.wrong("user", name).map(Prose::sentence).or(() -> taken(users)))
        .with("role", roleError(role));
  }

  private Optional<String> taken(Users users) {
    return users.members().stream().anyMatch(m -> m.name().equals(name))
        ? Optional.of("There is a user '%s' already.".formatted(name))
        : Optional.empty();
  }

  static Optional<String> roleError(String role) {
    return Role.of(role).isPresent()
        ? Optional.empty()
        : Optional.of("Role '%s' is none.".formatted(role));
  }

  /** Call after {@link #errors}. */
  Role roleOf() {
    return Role.of(role).orElseThrow();
  }
}
