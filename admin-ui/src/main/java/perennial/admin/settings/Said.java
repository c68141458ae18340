package perennial.admin.settings;

import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.session.ShownOnce;

/**
 * What a page of the settings was told, by its address or by the form before.
 *
 * @param secret that was just made; null when none was
 * @param note what was just done; null when nothing was
 * @param errors what was wrong with the form
 */
record Said(@Nullable ShownOnce secret, @Nullable String note, FormErrors errors) {
  static Said of(@Nullable ShownOnce secret, String done) {
    return new Said(secret, Notes.of(done), FormErrors.NONE);
  }

  static Said wrong(FormErrors errors) {
    return new Said(null, null, errors);
  }
}
