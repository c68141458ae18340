package perennial.admin.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was just done, by the word in the address that leads back to a page. */
final class Notes {
  private static final Map<String, String> TEXTS =
      Map.of(
          "role", "The role is changed. It holds from the next request on.",
          "disabled", "Disabled: signed out everywhere, and cannot sign in.",
          "enabled", "Enabled again.",
          "switched-off", "Disabled: nothing is sent until it is enabled again.",
          "deleted", "Deleted. The audit keeps what was done.",
          "revoked", "Revoked. Servers that know the key ask again within a minute.",
          "resent", "Waits to be sent again.",
          "ended", "That session is over.");

  private Notes() {}

  static @Nullable String of(String done) {
    return TEXTS.get(done);
  }
}
