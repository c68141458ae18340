package perennial.admin.settings;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Prose;
import perennial.admin.session.Form;
import perennial.registry.AccountName;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;

/** A key to be, as typed. */
record NewKey(String name, Set<KeyScope> scopes) {
  static final NewKey BLANK = new NewKey("", Set.of());

  /** The field that an error about the scopes leads to: the first of them. */
  static final String SCOPES = field(KeyScope.values()[0]);

  static NewKey of(Form form) {
    Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
    for (KeyScope scope : KeyScope.values()) {
      if (!form.text(field(scope)).isEmpty()) {
        scopes.add(scope);
      }
    }
    return new NewKey(form.text("name").strip(), scopes);
  }

  static String field(KeyScope scope) {
    return "scope-" + scope.text();
  }

  /** What is wrong: one that is live already would be replaced, and stop its program. */
  FormErrors errors(List<ApiKey> live) {
    return FormErrors.NONE
        .with("name", AccountName.wrong("name", name).map(Prose::sentence).or(() -> taken(live)))
        .with(
            SCOPES,
            scopes.isEmpty()
                ? Optional.of("Say what the key allows: a key needs at least one.")
                : Optional.empty());
  }

  private Optional<String> taken(List<ApiKey> live) {
    return live.stream().anyMatch(k -> k.name().equals(name))
        ? Optional.of("There is a key of this name; revoke it first, or take another.")
        : Optional.empty();
  }
}
