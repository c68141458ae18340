package perennial.admin.session;

import org.jspecify.annotations.Nullable;

/**
 * The page that sets a new password.
 *
 * @param oneTime whether the current one was issued for one sign-in, which has just used it
 */
public record PasswordPage(String user, boolean oneTime, @Nullable String error) {}
