package perennial.admin.session;

import perennial.admin.page.FormErrors;

/**
 * The page that sets a new password.
 *
 * @param oneTime whether the current one was issued for one sign-in, which has just used it
 */
public record PasswordPage(String user, boolean oneTime, FormErrors errors) {}
